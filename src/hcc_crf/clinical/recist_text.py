"""Why a time point got its responses, in one line a nurse understands, in both languages.

Each line names the step that decided, its numbers, and the sums at which the answer would change.
"""

from decimal import Decimal

from hcc_crf.values import Bilingual

from .figures import plain
from .lesions import Certainty
from .recist_target import PD_MIN_MM, TargetStep
from .recist_timepoint import RecistTimePoint
from .response import Response, compute_percent_change, round_percent

_GROWTH = Decimal("1.2")
_SHRINKAGE = Decimal("0.7")


def explain_target(point: RecistTimePoint, *, pd_min_mm: Decimal = PD_MIN_MM) -> Bilingual:
    """Say why the target response is what it is."""
    step = point.target_step
    if point.baseline_mm is None or point.nadir_mm is None:
        return Bilingual("NA: no target lesion at baseline.", "NA：基线无靶病灶。")
    if step is TargetStep.ALL_GONE:
        return _explain_all_gone(point)
    if step is TargetStep.REAPPEARED:
        names = ", ".join(point.targets.visible)
        return Bilingual(
            f"PD: {names} visible again after complete response.",
            f"PD：完全缓解后{names}再现。",
        )
    total, pd_from = point.targets.measured_mm, find_pd_limit(point.nadir_mm, pd_min_mm)
    if step is TargetStep.NOT_EVALUABLE:
        names = ", ".join(point.targets.not_evaluable)
        return Bilingual(
            f"NE: {names} not evaluable; the others ({plain(total)} mm) do not prove progression "
            f"(PD from {_tidy(pd_from)} mm).",
            f"NE：{names}不可评价；其余病灶（{plain(total)} mm）不足以判定进展"
            f"（PD须≥{_tidy(pd_from)} mm）。",
        )
    if step is TargetStep.INCREASED:
        return _explain_growth(point, pd_from)
    return _explain_sum(point, point.baseline_mm, point.nadir_mm, pd_from)


def explain_nontarget(point: RecistTimePoint) -> Bilingual:
    """Say why the non-target response is what it is."""
    result = point.non_targets
    names = ", ".join(result.deciding)
    if result.is_marker_open:
        return Bilingual(
            f"{result.response}: all non-target lesions gone, but AFP not known to be normal.",
            f"{result.response}：非靶病灶全部消失，但AFP未证实正常。",
        )
    texts = {
        Response.NA: Bilingual("NA: no non-target lesion at baseline.", "NA：基线无非靶病灶。"),
        Response.PD: Bilingual(
            f"PD: unequivocal progression of {names}.", f"PD：{names}明确进展。"
        ),
        Response.NE: Bilingual(f"NE: {names} not evaluable.", f"NE：{names}不可评价。"),
        Response.CR: Bilingual(
            "CR: all non-target lesions gone, every node below 10 mm.",
            "CR：非靶病灶全部消失，淋巴结短径均<10 mm。",
        ),
    }
    present = Bilingual(f"Non-CR/Non-PD: {names} present.", f"非CR/非PD：{names}仍存在。")
    return texts.get(result.response, present)


def explain_new_lesion(point: RecistTimePoint) -> Bilingual:
    """Say what the new lesions are, and from when."""
    result = point.new_lesions
    names = ", ".join(result.deciding)
    if result.certainty is Certainty.UNEQUIVOCAL:
        since = f", first seen {result.unequivocal_since}" if result.unequivocal_since else ""
        seit = f"，首次发现{result.unequivocal_since}" if result.unequivocal_since else ""
        return Bilingual(
            f"Unequivocal new lesion {names}".rstrip() + f"{since}.",
            f"明确新病灶{names}{seit}。",
        )
    if result.certainty is Certainty.EQUIVOCAL:
        return Bilingual(
            f"Equivocal {names}".rstrip()
            + ": no effect now; if it is confirmed later, progression "
            "dates from its first scan.",
            f"可疑病灶{names}：目前不影响疗效；日后如确认，进展日期为首次发现日。",
        )
    return Bilingual("No new lesion.", "无新病灶。")


def explain_overall(point: RecistTimePoint) -> Bilingual:
    """Say which categories gave the overall response."""
    if not point.is_imaged:
        return Bilingual("NE: no imaging.", "NE：未做影像检查。")
    parts = Bilingual(
        f"target {point.target}, non-target {point.non_target}, new lesion "
        f"{'Y' if point.has_new_lesion else 'N'}",
        f"靶病灶{point.target}，非靶病灶{point.non_target}，新病灶"
        f"{'有' if point.has_new_lesion else '无'}",
    )
    table = "2" if point.baseline_mm is None else "1"
    return Bilingual(
        f"{point.overall}: {parts.en} (RECIST 1.1 Table {table}).",
        f"{point.overall}：{parts.zh}（RECIST 1.1表{table}）。",
    )


def find_pd_limit(nadir_mm: Decimal, pd_min_mm: Decimal = PD_MIN_MM) -> Decimal:
    """Return the smallest sum in mm that is PD above this nadir."""
    return max(_GROWTH * nadir_mm, nadir_mm + pd_min_mm)


def find_pr_limit(baseline_mm: Decimal) -> Decimal:
    """Return the largest sum in mm that is PR of this baseline."""
    return _SHRINKAGE * baseline_mm


def _explain_all_gone(point: RecistTimePoint) -> Bilingual:
    node = point.targets.largest_node_mm
    if not node:
        return Bilingual("CR: all target lesions gone.", "CR：靶病灶全部消失。")
    return Bilingual(
        f"CR: no target lesion left; largest node {plain(node)} mm (normal below 10 mm).",
        f"CR：靶病灶全部消失；最大淋巴结短径{plain(node)} mm（<10 mm为正常）。",
    )


def _explain_growth(point: RecistTimePoint, pd_from: Decimal) -> Bilingual:
    total, nadir = point.targets.measured_mm, point.nadir_mm or Decimal(0)
    change = compute_percent_change(total, nadir)
    percent = "" if change is None else f" (+{round_percent(change)} %)"
    part = Bilingual("sum", "径线总和")
    if not point.is_complete:
        part = Bilingual("the lesions measured alone,", "仅已测量病灶即")
    edge = Bilingual("", "")
    if total == pd_from:
        edge = Bilingual(" Exactly on the limit: less is no PD.", "恰在界值：再小则非PD。")
    return Bilingual(
        f"PD: {part.en} {plain(total)} mm, {plain(total - nadir)} mm{percent} above the smallest "
        f"earlier sum of {plain(nadir)} mm (PD from {_tidy(pd_from)} mm).{edge.en}",
        f"PD：{part.zh}{plain(total)} mm，较此前最小值{plain(nadir)} mm增加"
        f"{plain(total - nadir)} mm{percent}（PD须≥{_tidy(pd_from)} mm）。{edge.zh}",
    )


def _explain_sum(
    point: RecistTimePoint, baseline: Decimal, nadir: Decimal, pd_from: Decimal
) -> Bilingual:
    total, pr_to = point.targets.measured_mm, find_pr_limit(baseline)
    en, zh = f"{point.target}:", f"{point.target}："
    if point.target_step is TargetStep.CONTINUED:
        en = "PR: the confirmed response continues until PD (this sum alone: SD);"
        zh = "PR：已确认的缓解持续至PD（仅按本次总和为SD）；"
    mm, base, least = plain(total), plain(baseline), plain(nadir)
    from_base, from_least = _signed(total, baseline), _signed(total, nadir)
    growth, up_to, pd = f"{total - nadir:+f}", _tidy(pr_to), _tidy(pd_from)
    is_on_limit = total == pr_to
    return Bilingual(
        f"{en} sum {mm} mm, {from_base} from baseline {base} mm, {from_least} ({growth} mm) from "
        f"the smallest earlier sum {least} mm (PR up to {up_to} mm, PD from {pd} mm)."
        f"{' Exactly on the limit: more is no PR.' if is_on_limit else ''}",
        f"{zh}径线总和{mm} mm，较基线{base} mm {from_base}，较此前最小值{least} mm {from_least}"
        f"（{growth} mm）（PR须≤{up_to} mm，PD须≥{pd} mm）。"
        f"{'恰在界值：再大则非PR。' if is_on_limit else ''}",
    )


def _signed(total: Decimal, reference: Decimal) -> str:
    change = compute_percent_change(total, reference)
    return "n/a" if change is None else f"{round_percent(change):+} %"


def _tidy(number: Decimal) -> str:
    text = plain(number)
    return text.rstrip("0").rstrip(".") if "." in text else text
