"""The palette's answers; a scan that means one thing only leads there at once."""

from django.http import HttpResponse

from ..shell.access import StaffRequest, staff_only
from ..shell.pages import leave, show
from .search import find, only_one


@staff_only()
def palette(request: StaffRequest) -> HttpResponse:
    """List what the words find; go to what a scanned code names."""
    words = request.GET.get("q", "")
    if request.GET.get("scanned") == "1":
        url = only_one(code=words, staff=request.staff)
        if url:
            return leave(request, url)
    context = {"words": words.strip(), "found": find(words=words, staff=request.staff)}
    return show(
        request,
        "backoffice/palette/page.html",
        context,
        parts={"palette-results": "backoffice/palette/results.html"},
    )
