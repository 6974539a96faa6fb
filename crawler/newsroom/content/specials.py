"""The newsroom's special pages: other languages, a gallery, a live blog, a paywall, and pages without an article."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from crawler.newsroom.content.truth import NewsroomOutlet, NewsroomPiece, SiteStyle
from storage.records import ArticleKind, Reason

_AT = datetime(2026, 11, 12, 9, 15, tzinfo=UTC)

# \u200c is ZERO WIDTH NON-JOINER: Persian writes with it.
_PERSIAN = (
    "وزیر آموزش و پرورش در نشست خبری امروز گفت که برنامه تازه\u200cای برای نوسازی مدرسه\u200cهای روستایی در دست اجراست و پنجاه مدرسه تا پایان سال بازسازی می\u200cشود.",  # one paragraph
    "به گفته او، گروهی از پژوهشگران دانشگاه تهران نیز در این طرح همکاری می\u200cکنند و نتیجه پژوهش\u200cها هر ماه منتشر خواهد شد.",
    "کارشناسان می\u200cگویند که چنین طرحی به بودجه پایدار نیاز دارد و بدون همکاری مردم به نتیجه نمی\u200cرسد.",
)
_FRENCH = (
    "Le ministère de l'Éducation a présenté mardi un nouveau programme de rénovation des écoles rurales, doté d'un budget de cinquante millions.",  # one paragraph
    "Selon le porte-parole, les premiers travaux commenceront au printemps et concerneront une centaine d'établissements dans six régions.",
    "Les associations de parents saluent l'annonce mais demandent un calendrier précis et un suivi indépendant des dépenses.",
)
_GALLERY = (
    "جال مصورنا بين أزقة المدينة العتيقة في أول أيام الموسم، وعاد بعشرين صورة تحكي عن الحرفيين والباعة والأطفال.",
    "وتظهر الصور كيف تغيرت ملامح السوق القديم بعد الترميم، وكيف حافظ الحرفيون على أدوات ورثوها عن آبائهم منذ عقود طويلة.",
)
_LIVE = (
    "انطلقت قبل قليل جلسة الافتتاح بحضور وفود من اثني عشر بلدا، وألقى رئيس المؤتمر كلمة ترحيبية دعا فيها إلى قرارات عملية.",
    "قال ممثل الوفد الأردني إن المقترح الجديد يمنح الدول الصغيرة مهلة إضافية، وإن التصويت سيكون في الجلسة المسائية.",
    "رفعت الجلسة الأولى على أن تستأنف بعد الظهر، فيما تواصل لجنة الصياغة عملها في قاعة مجاورة بعيدا عن الإعلام.",
)
_STUB = (
    "تكشف وثائق اطلعت عليها الصحيفة أن كلفة المشروع تضاعفت ثلاث مرات منذ توقيع العقد الأول، من دون أن تعلن الجهات المعنية أي تفسير للرأي العام.",  # one paragraph
    "وتظهر المراسلات المتبادلة بين الشركة والإدارة خلافا قديما حول آجال التسليم وحول طريقة احتساب غرامات التأخير.",
)
_SECTION = "رياضة"


def specials(outlets: Sequence[NewsroomOutlet]) -> tuple[NewsroomPiece, ...]:
    """Return the special pages; each belongs to one of the first seven outlets, if that one exists."""
    styles = {each.style: each for each in reversed(outlets[:7])}
    made = (
        _special(
            styles.get(SiteStyle.DRUPAL),
            "persian-1",
            "برنامه تازه برای نوسازی مدرسه\u200cهای روستایی",
            _PERSIAN,
            language="fa",
            rejected=Reason.NOT_ARABIC,
        ),  # a row of a table
        _special(
            styles.get(SiteStyle.DRUPAL),
            "francais-2",
            "Un nouveau programme pour les écoles rurales",
            _FRENCH,
            language="fr",
            rejected=Reason.NOT_ARABIC,
        ),  # a row of a table
        _special(
            styles.get(SiteStyle.JANNAH),
            "gallery-3",
            "بالصور.. المدينة العتيقة في أول أيام الموسم",
            _GALLERY,
            kind=ArticleKind.GALLERY,
            section="صور",
        ),  # a row of a table
        _special(
            styles.get(SiteStyle.DIVS),
            "live-4",
            "تغطية مباشرة: مؤتمر المياه يبدأ أعماله اليوم",
            _LIVE,
            kind=ArticleKind.LIVE,
        ),
        _special(
            styles.get(SiteStyle.DIVS),
            "premium-5",
            "وثائق تكشف كيف تضاعفت كلفة الطريق الساحلي",
            _STUB,
            is_paywalled=True,
        ),
        _special(styles.get(SiteStyle.TAGDIV), "challenge-6", "لحظة من فضلك", (), rejected=Reason.CHALLENGE),
        _special(
            styles.get(SiteStyle.SAHIFA), "missing-7", "عذرا، الصفحة المطلوبة غير موجودة", (), rejected=Reason.SOFT_404
        ),
        _special(styles.get(SiteStyle.TAGDIV), "section-8", "كل أخبار الرياضة", (), rejected=Reason.SECTION_PAGE),
    )
    return tuple(each for each in made if each is not None)


def _special(
    outlet: NewsroomOutlet | None,
    slug: str,
    headline: str,
    body: tuple[str, ...],
    *,
    language: str = "ar",
    rejected: Reason | None = None,
    kind: ArticleKind = ArticleKind.ARTICLE,
    section: str = _SECTION,
    is_paywalled: bool = False,
) -> NewsroomPiece | None:
    if outlet is None:
        return None
    number = int(slug.rpartition("-")[2])
    return NewsroomPiece(
        outlet_id=outlet.id,
        slug=slug,
        number=90_000 + number,
        headline=headline,
        body=body,
        section=section,
        published_at=_AT + timedelta(minutes=number),
        language=language,
        tags=("ملفات", "تغطيات") if rejected is None else (),
        summary=body[0] if body else None,
        image=f"/uploads/2026/11/{slug}.jpg",
        kind=kind,
        is_paywalled=is_paywalled,
        rejected=rejected,
    )
