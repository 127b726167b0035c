"""A browser without script, over a real connection: keeps its cookies, sends forms, follows redirects."""

from dataclasses import dataclass
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from time import perf_counter
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit

PATIENCE = 60
MOST_REDIRECTS = 8


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server said to one request, and after how many seconds."""

    method: str
    path: str
    status: int
    headers: dict[str, str]
    body: bytes
    seconds: float

    @property
    def text(self) -> str:
        return self.body.decode()


class Visitor:
    """Somebody at the shop's door. `trail` has every answer they got."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._connection = HTTPConnection(urlsplit(url).netloc, timeout=PATIENCE)
        self.cookies: dict[str, str] = {}
        self.trail: list[Answer] = []

    def get(self, path: str) -> Answer:
        """Open a page."""
        return self._follow(self.request("GET", path))

    def post(self, path: str, **fields: Any) -> Answer:
        """Send a form of the page that was opened before."""
        return self._follow(self.submit(path, **fields))

    def submit(self, path: str, **fields: Any) -> Answer:
        """Send a form and stay with its own answer, a redirect or not."""
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "X-CSRFToken": self.cookies.get("csrftoken", ""),
        }
        return self.request("POST", path, body=urlencode(fields), headers=headers)

    def request(
        self, method: str, path: str, *, body: str | None = None, headers: dict[str, str] | None = None
    ) -> Answer:
        """Send one request. Raises OSError and HTTPException where the server is gone."""
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        began = perf_counter()
        try:
            self._connection.request(method, path, body=body, headers={"Cookie": cookies, **(headers or {})})
            response = self._connection.getresponse()
            content = response.read()
        except BaseException:
            self._connection.close()
            raise
        took = perf_counter() - began
        for value in response.headers.get_all("Set-Cookie") or ():
            self._keep(value)
        answer = Answer(method, path, response.status, dict(response.headers), content, took)
        self.trail.append(answer)
        return answer

    def _keep(self, header: str) -> None:
        for name, morsel in SimpleCookie(header).items():
            if morsel.value and morsel["max-age"] != "0":
                self.cookies[name] = morsel.value
            else:
                self.cookies.pop(name, None)

    def _follow(self, answer: Answer) -> Answer:
        for _step in range(MOST_REDIRECTS):
            if answer.status not in (301, 302, 303, 307, 308):
                return answer
            target = urlsplit(urljoin(self._url + answer.path, answer.headers["Location"]))
            answer = self.request("GET", f"{target.path}?{target.query}" if target.query else target.path)
        raise AssertionError(f"{answer.path} redirects for ever")
