"""Finding skills in texts and drafting a role: precision and recall on marked adverts, the traps,
and every kind of file.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from docx import Document as WordDocument

from orgplan.domain.catalogue import Catalogue, SkillDefinition, Text
from orgplan.library import load_catalogue
from orgplan.library.drafting import Share, count_skills, role_yaml
from orgplan.library.matching import Matcher
from orgplan.library.texts import Document, read_texts

ADVERTS = yaml.safe_load((Path(__file__).parent / "adverts.yaml").read_text(encoding="utf-8"))[
    "texts"
]


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


@pytest.fixture(scope="module")
def matcher(catalogue: Catalogue) -> Matcher:
    return Matcher(catalogue)


def skill(identifier: str, name: str, zh: str, *aliases: str) -> SkillDefinition:
    """A skill of a small catalogue."""
    return SkillDefinition(
        id=identifier, name=Text(en=name, zh=zh), aliases=aliases, group="technology"
    )


@pytest.fixture(scope="module")
def small() -> Matcher:
    """Skills whose names are short, or part of others."""
    skills = (
        skill("go", "Go", "Go 语言", "Golang"),
        skill("r", "R", "R 语言"),
        skill("c", "C", "C 语言"),
        skill("cpp", "C++", "C++ 语言"),
        skill("java", "Java", "Java 语言"),
        skill("javascript", "JavaScript", "JavaScript 语言", "JS"),
        skill("product_management", "Product management", "产品管理", "PM"),
        skill("net", ".NET", ".NET 平台"),
        skill("kubernetes", "Kubernetes", "容器编排", "k8s"),
        skill("spring", "Spring", "Spring 框架"),
        skill("spring_boot", "Spring Boot", "Spring Boot 框架"),
        skill("data_analysis", "Data analysis", "数据分析"),
        skill("business_data", "Operating analysis", "经营数据分析"),
        skill("vue", "Vue", "Vue 框架", "Vue.js"),
        skill("api", "API design", "接口设计", "API"),
        skill("ai", "Artificial intelligence", "人工智能", "AI"),
    )
    return Matcher(Catalogue(skills=skills))


TRAPS = [
    ("We sit beside Google and use Google Docs.", set()),
    ("Plans for go to market and a go-to-market budget.", set()),
    ("Go to market quickly. Go live in May. Go beyond the brief.", set()),
    ("You go the extra mile.", set()),
    ("Services in Go.", {"go"}),
    ("Go, Java, JS", {"go", "java", "javascript"}),
    ("Go/Java developers", {"go", "java"}),
    ("熟悉Go语言，会Java", {"go", "java"}),
    ("会Go和Java开发", {"go", "java"}),
    ("golang microservices", {"go"}),
    ("Our R&D team does research and development (R & D).", set()),
    ("Statistics in R or Python.", {"r"}),
    ("研发（R&D）中心", set()),
    ("a T-shaped person reporting at C-level, series A", set()),
    ("C++ and C# only", {"cpp"}),
    ("firmware in C and C++", {"c", "cpp"}),
    ("C, then C++", {"c", "cpp"}),
    ("Vitamin C", set()),
    ("JavaScript, never Java Beans' cousin", {"javascript", "java"}),
    ("JavaScript only", {"javascript"}),
    ("javascript and java8", {"javascript", "java"}),
    ("Demo at 3 pm, stand-up at 9 am.", set()),
    ("the 5 PM train", set()),
    ("5 years as a PM", {"product_management"}),
    ("written for asp.net", set()),
    ("services on .NET", {"net"}),
    ("Kubernets, kubernetes and Kubernetis are one", {"kubernetes"}),
    ("K8S clusters", {"kubernetes"}),
    ("Spring Boot 3", {"spring_boot"}),
    ("SpringBoot", {"spring_boot"}),
    ("We met last Spring, in spring 2024", set()),
    ("Spring 框架", {"spring"}),
    ("Vue.js and Vue3", {"vue"}),
    ("看得懂经营数据分析", {"business_data"}),
    ("数据分析", {"data_analysis"}),
    ("数据的分析", set()),
    ("REST APIs", {"api"}),
    ("a rapid pair of aisles", set()),
    ("我们用AI写代码", {"ai"}),
    ("mail me at go@java.com or see https://go.dev/java", set()),
    ("Ｊａｖａ　工程师", {"java"}),
    ("He will go. Java follows.", {"java"}),
    ("Java.Go", set()),
]


@pytest.mark.parametrize(("text", "wanted"), TRAPS)
def test_no_accidents(small: Matcher, text: str, wanted: set[str]) -> None:
    assert small.skills(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "backed by research",
        "fronted a band",
        "consult the commons",
        "a kickstart for shading",
        "coaching",
        "reacts well",
    ],
)
def test_ordinary_words_are_no_misspelt_names(matcher: Matcher, text: str) -> None:
    assert matcher.skills(text) == set()


def scores(matcher: Matcher, language: str) -> tuple[float, float, int]:
    """Precision, recall and marks over the adverts of a language; an empty language takes all."""
    found = wanted = both = 0
    for advert in ADVERTS:
        if advert["name"].startswith(language):
            named, marked = matcher.skills(advert["text"]), set(advert["skills"])
            found, wanted, both = (
                found + len(named),
                wanted + len(marked),
                both + len(named & marked),
            )
    return both / found, both / wanted, wanted


def test_precision_and_recall_against_marks_made_by_reading(
    matcher: Matcher, record_property: Callable[[str, object], None]
) -> None:
    assert len(ADVERTS) >= 30
    report = []
    for language in ("en", "zh", ""):
        precision, recall, marks = scores(matcher, language)
        report.append(
            f"{language or 'all'}: precision {precision:.3f}, recall {recall:.3f} of {marks} marks"
        )
        assert precision >= 0.9, report
        assert recall >= 0.9, report
    record_property("skills in adverts", "; ".join(report))


def test_a_mention_is_counted_and_names_nothing() -> None:
    stream = skill("stream", "Stream processing", "流式计算", "real-time computing").replace(
        mentions=("Flink", "Beam")
    )
    own = Catalogue(skills=(stream, skill("beam", "Beam", "Beam 框架")))
    assert Matcher(own).skills("streams on Flink") == {"stream"}
    assert Matcher(own).skills("pipelines in Beam") == {"beam"}, (
        "a skill's own name goes before another's mention"
    )
    assert own.skill("Flink") is None
    assert own.skill("real-time computing") == stream


@pytest.mark.parametrize(
    ("narrower", "broader"),
    [
        ("Flink", "stream processing"),
        ("full stack", "back end"),
        ("continuous delivery", "CI/CD"),
        ("machine learning", "AI"),
        ("Jira", "project software"),
        ("容器编排", "k8s"),
        ("English", "business English"),
        ("成本中心", "profit_centre_shift"),
        ("debounce", "防抖节流"),
        ("iOS", "mobile technology"),
    ],
)
def test_what_is_narrower_broader_or_beside_is_no_other_name(
    catalogue: Catalogue, narrower: str, broader: str
) -> None:
    assert catalogue.skill(broader) is not None
    assert catalogue.skill(narrower) is not catalogue.skill(broader)


def test_a_mention_of_the_library_is_no_name_in_it(catalogue: Catalogue) -> None:
    mentions = [word for one in catalogue.skills for word in one.mentions]
    assert len({word.casefold() for word in mentions}) == len(mentions)
    assert not [word for word in mentions if catalogue.skill(word)]


def test_marks_are_skills_of_the_catalogue(catalogue: Catalogue) -> None:
    known = {one.id for one in catalogue.skills}
    assert all(set(advert["skills"]) <= known for advert in ADVERTS)


def documents(*texts: str) -> list[Document]:
    """Documents of given texts."""
    return [Document(f"{number}.txt", text) for number, text in enumerate(texts)]


def test_counts_are_texts_not_mentions(catalogue: Catalogue, matcher: Matcher) -> None:
    texts = documents(
        "Kafka, Kafka, Kafka",
        "Kafka and Redis",
        "Kafka",
        "Redis and Docker",
        "Kafka",
        "Kafka",
        "Kafka",
        "nothing",
        "Redis",
        "none",
    )
    draft = count_skills(catalogue, "queue_engineer", texts, matcher)
    assert [(count.skill.id, count.texts, count.share) for count in draft.counts] == [
        ("kafka", 6, Share.CORE),
        ("redis", 3, Share.FREQUENT),
        ("docker", 1, Share.RARE),
    ]


def test_a_draft_loads_as_a_role(catalogue: Catalogue, matcher: Matcher, tmp_path: Path) -> None:
    draft = count_skills(
        catalogue, "queue_engineer", documents("Kafka, teamwork", "Kafka, Redis", "Docker"), matcher
    )
    text = role_yaml(draft)
    assert "counting, not judgement" in text
    (tmp_path / "roles").mkdir()
    (tmp_path / "roles" / "queue_engineer.yaml").write_text(text, encoding="utf-8")
    role = load_catalogue([tmp_path]).role("queue_engineer")
    assert role is not None
    assert role.levels[0].skills == {"kafka": 3, "docker": 2, "redis": 2, "teamwork": 2}
    assert role.levels[0].skill_sources["kafka"] == "2 of 3 texts"
    assert role.dimensions["team_leadership"].skills == ("teamwork",)


def test_a_draft_of_a_known_role_keeps_its_places(
    catalogue: Catalogue, matcher: Matcher, tmp_path: Path
) -> None:
    java = next(role for role in catalogue.roles if role.id == "java")
    text = role_yaml(
        count_skills(catalogue, "java", documents("Java, Kafka", "Java"), matcher), java
    )
    content = yaml.safe_load(text)
    assert content["title"] == {"en": java.title.en, "zh": java.title.zh}
    assert content["dimensions"]["core_technology"]["skills"] == ["java_language", "kafka"]


def test_a_draft_of_texts_that_name_nothing_loads(
    catalogue: Catalogue, matcher: Matcher, tmp_path: Path
) -> None:
    (tmp_path / "roles").mkdir()
    text = role_yaml(count_skills(catalogue, "nobody", documents("…"), matcher))
    (tmp_path / "roles" / "nobody.yaml").write_text(text, encoding="utf-8")
    assert load_catalogue([tmp_path]).role("nobody") is not None


def pdf(text: str) -> bytes:
    """A PDF of one line."""
    stream = f"BT /F1 12 Tf 20 100 Td ({text}) Tj ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 200] /Contents 4 0 R /Resources <<"
            b" /Font << /F1 5 0 R >> >> >>"
        ),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return (
        out
        + b"xref\n0 6\n0000000000 65535 f \n"
        + table
        + b"trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % len(out)
    )


def test_every_kind_of_file_is_read(tmp_path: Path, matcher: Matcher) -> None:
    (tmp_path / "a.txt").write_text("\ufeffJava 与 Kafka", encoding="utf-8")
    (tmp_path / "b.txt").write_bytes("熟悉消息队列".encode("gb18030"))
    (tmp_path / "c.md").write_text("# **Docker**\n- `Redis`", encoding="utf-8")
    word = WordDocument()
    word.add_paragraph("Kubernetes in production")
    word.add_table(rows=1, cols=1).cell(0, 0).text = "gRPC"
    word.save(str(tmp_path / "d.docx"))
    (tmp_path / "e.pdf").write_bytes(pdf("Prometheus and Grafana"))
    folder = read_texts(tmp_path)
    assert folder.skipped == ()
    assert [matcher.skills(document.text) for document in folder.documents] == [
        {"java_language", "kafka"},
        {"message_queue"},
        {"docker", "redis"},
        {"kubernetes", "grpc"},
        {"prometheus", "grafana"},
    ]


def test_files_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Java", encoding="utf-8")
    (tmp_path / "b.docx").write_bytes(b"no")
    (tmp_path / "c.pdf").write_bytes(b"no")
    (tmp_path / "d.xlsx").write_bytes(b"no")
    (tmp_path / "e.txt").write_text("  ", encoding="utf-8")
    (tmp_path / "f.txt").write_bytes(b"\xff\xff\xff")
    folder = read_texts(tmp_path)
    assert [document.name for document in folder.documents] == ["a.txt"]
    assert [name for name, _ in folder.skipped] == ["b.docx", "c.pdf", "d.xlsx", "e.txt", "f.txt"]
    assert all(why for _, why in folder.skipped)
