"""Is a project whole, and is its work done?"""
