"""Schemes from files and into files, and every way to edit one."""
