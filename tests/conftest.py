"""Shared by all tests: a screen that needs no screen, settings of their own, and small real projects."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from hypothesis import HealthCheck, settings

from annotator import assets, cli
from annotator.model.change import Act, Change, now
from annotator.model.document import Document, Sha256, text_sha256
from annotator.model.ids import AnnotatorName, DocumentId, new_id
from annotator.model.scheme import Attribute, AttributeKind, Choice, Label, Role, Scheme
from annotator.model.span import Span
from annotator.services.checks.checking import Finding, Severity, check
from annotator.services.session import Session
from annotator.storage import Project

settings.register_profile(
    "annotator",
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    # A person who runs the tests explores; a machine that judges a change must judge it alike each time.
    derandomize="CI" in os.environ,
    print_blob=True,
)
settings.load_profile("annotator")

Run = Callable[..., tuple[int, str, str]]
"""Runs a command line: arguments to exit code, stdout and stderr."""

LEILA = AnnotatorName("leila")
OMAR = AnnotatorName("omar")

ARABIC = "وصل الأمين العام إلى كازاخستان في 6 مايو 2025.\nوقال إن CICA منظمة مهمة لكازاخستان."


@pytest.fixture(autouse=True)
def own_settings(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads or writes the settings of the person who runs it."""
    monkeypatch.setenv("ANNOTATOR_CONFIG_DIR", str(tmp_path_factory.mktemp("config")))


@pytest.fixture(scope="session")
def scheme() -> Scheme:
    """A scheme with one of everything."""
    return Scheme(
        "small",
        attributes=(
            Attribute("mention", choices=(Choice("NAM"), Choice("NOM"), Choice("PRO")), default="NAM"),
            Attribute("negated", AttributeKind.YES_NO),
            Attribute("amount", AttributeKind.NUMBER),
            Attribute("remark", AttributeKind.TEXT),
        ),
        labels=(
            Label("PERSON", "entity", hue="green", key="P", attributes=("mention", "remark")),
            Label("GPE", "entity", hue="ochre", key="G", attributes=("mention",)),
            Label("MONEY", "entity", hue="cyan", key="M", attributes=("amount",)),
            Label("Contact", "event", abstract=True),
            Label(
                "Contact.Meet",
                "event",
                parent="Contact",
                hue="violet",
                key="2",
                attributes=("negated",),
                roles=(Role("Participant", ("PERSON",), "+"), Role("Place", ("GPE",), "?")),
            ),
            Label(
                "Statement",
                "event",
                key="4",
                roles=(Role("Speaker", ("PERSON",), "1"), Role("Topic", ("Contact", "GPE"))),
            ),
            Label("located", "relation", source=("PERSON",), target=("GPE",)),
        ),
    )


def add_documents(*texts: str, titles: tuple[str, ...] = ()) -> tuple[list[Change], dict[Sha256, str]]:
    """The changes and texts of one act that adds a document for each text."""
    act = Act("document.import", LEILA)
    changes, contents = [], {}
    for i, text in enumerate(texts):
        sha = text_sha256(text)
        title = titles[i] if titles else f"Article {i + 1}"
        document = Document(DocumentId(new_id()), title, sha, len(text), now())
        changes.append(act.change(None, document))
        contents[sha] = text
    return changes, contents


def damages(path: Path) -> list[Finding]:
    """What the check finds in a project that the program never writes; unfinished work is none."""
    return [finding for finding in check(path) if finding.severity is Severity.ERROR]


@pytest.fixture
def project_path(tmp_path: Path) -> Path:
    """Where a test's project file goes."""
    return tmp_path / "test.annotator"


@pytest.fixture
def project(project_path: Path, scheme: Scheme) -> Iterator[Project]:
    """An empty project."""
    with Project.new(project_path, scheme, "Test") as made:
        yield made


@pytest.fixture
def session(project: Project) -> Session:
    """Leila at work on an empty project."""
    return Session(project, LEILA)


@pytest.fixture
def document(session: Session) -> DocumentId:
    """An Arabic document in the session's project."""
    changes, texts = add_documents(ARABIC)
    session.apply(changes, texts=texts)
    assert changes[0].document is not None
    return changes[0].document


@pytest.fixture
def annotator(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command line in an empty folder; gives exit code, stdout and stderr."""
    monkeypatch.chdir(tmp_path)

    def call(*arguments: object) -> tuple[int, str, str]:
        code = cli.run([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        return code, out, err

    return call


@pytest.fixture
def samples(annotator: Run) -> Path:
    """A project with the sample articles and two mentions."""
    annotator("new", "samples")
    annotator("import", "samples", assets.seeds(), "--annotator", LEILA)
    with Session.open(Path("samples.annotator"), LEILA) as session:
        first, *_rest = session.project.document_ids()
        session.add_mention(first, Span.of(0, 12), "TITLE")
        session.add_mention(first, Span.of(46, 59), "PERSON")
    return Path("samples.annotator")
