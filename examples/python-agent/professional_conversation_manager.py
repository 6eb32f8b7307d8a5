"""The old ProfessionalConversationManager: the same class and five methods, kept by a Rawi server over HTTP.

Nothing of a call waits for the server: every word goes to a spool file first and is sent by a thread beside. What the
server does not take now is sent later, also by the next process. Standard library only; Python 3.9 or newer.

Where the server is: RAWI_URL and RAWI_KEY (scopes read and write); without them the server of this machine and user.
"""

import json
import logging
import os
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid
from datetime import datetime, timezone
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows: one process only may use a spool folder there.
    fcntl = None

log = logging.getLogger("rawi")

BATCH = 200
REQUEST_SECONDS = 10
RETRY_SECONDS = (0.2, 5.0)
END_SECONDS = 5.0
# Wrong, unknown, erased, too large, or something else under a known id: asking again would change nothing.
REFUSED_FOR_GOOD = (400, 404, 413, 422)


class ProfessionalConversationManager:
    """One call at a time, as ever. Several managers may stand side by side, in one process or in many."""

    def __init__(self, url=None, key=None, spool=None, end_timeout=END_SECONDS):
        self._home = Path(os.environ.get("RAWI_HOME") or Path.home() / ".rawi")
        self._client = _Client(url or os.environ.get("RAWI_URL"), key or os.environ.get("RAWI_KEY"), self._home)
        self._spool = Path(spool or os.environ.get("RAWI_SPOOL") or self._home / "spool")
        self._spool.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._end_timeout = end_timeout
        self._call = None
        self._sender = _Sender(self._client)
        for path in sorted(self._spool.glob("*.jsonl")):
            left = _Call.take_over(path)
            if left:
                self._sender.add(left)

    def start_conversation(self, conversation_id=None, room_name=None, participant_identity=None, metadata=None):
        """Begins a call and returns its conversation_id; one that still runs is ended first."""
        if self._call:
            self.end_conversation()
        label = conversation_id or room_name or f"session-{os.urandom(4).hex()}"
        start = {"conversation_id": label, "room_name": room_name, "participant_identity": participant_identity}
        start["metadata"] = metadata
        start["language"] = (metadata or {}).get("language")
        start["avatar_provider"] = (metadata or {}).get("avatar_provider")
        start["started_at"] = _now()
        self._call = _Call.begin(self._spool, {name: value for name, value in start.items() if value is not None})
        self._sender.add(self._call)
        return label

    def add_message_to_local_transcript(self, role, content, metadata=None):
        """Keeps what was said; returns at once. Blank content is ignored. False where no call runs."""
        if not self._call:
            log.warning("no conversation runs: call start_conversation first")
            return False
        if content and content.strip():
            message = {"role": role, "content": content, "timestamp": _now()}
            if metadata:
                message["metadata"] = metadata
            self._call.write({"message": message})
            self._sender.wake()
        return True

    def end_conversation(self, user_name=None, user_phone=None, user_email=None, summary=None):
        """Ends the call: a dict with messages_saved and duration_seconds; None where no call runs.

        Waits for the server up to end_timeout seconds; what it has not taken by then has saved=False and follows."""
        call, self._call = self._call, None
        if not call:
            return None
        summary = summary or f"محادثة مع {user_name or 'عميل'}"
        end = {"user_name": user_name, "user_phone": user_phone, "user_email": user_email, "summary": summary}
        end["ended_at"] = _now()
        call.write({"end": {name: value for name, value in end.items() if value}})
        self._sender.wake()
        call.done.wait(self._end_timeout)
        return call.result()

    def get_conversation_list(self, limit=20):
        """The newest conversations; an empty list while the server is away."""
        items, cursor = [], None
        try:
            while len(items) < limit:
                query = {"limit": min(100, limit - len(items)), **({"cursor": cursor} if cursor else {})}
                page = self._client.ask("GET", "/v1/conversations?" + urllib.parse.urlencode(query))
                items += page["items"]
                cursor = page["next_cursor"]
                if not cursor:
                    break
        except (OSError, _Refused) as error:
            log.error("the list of conversations is not to be had: %s", error)
        return items

    def get_conversation_with_messages(self, conversation_id):
        """A conversation with all its messages, by label or id; None where there is none."""
        path = "/v1/conversations/" + urllib.parse.quote(conversation_id, safe="")
        try:
            record = self._client.ask("GET", path)
            while record.get("messages_cursor"):
                query = urllib.parse.urlencode({"messages_cursor": record["messages_cursor"]})
                page = self._client.ask("GET", f"{path}?{query}")
                record["messages"] += page["messages"]
                record["messages_cursor"] = page.get("messages_cursor")
            return record
        except _Refused as error:
            if error.status != 404:
                log.error("the conversation is not to be had: %s", error)
        except OSError as error:
            log.error("the conversation is not to be had: %s", error)
        return None

    def close(self, timeout=END_SECONDS):
        """Ends a running call and gives the server so many seconds to take what is left; True where it took everything."""
        if self._call:
            self.end_conversation()
        return self._sender.drain(timeout)


class _Call:
    """One call and its spool file: a line for its start, each message, its end; and what the server knows of it."""

    def __init__(self, path, file, lines):
        self.path, self._file = path, file
        self._lock = threading.Lock()
        self.key = path.stem
        self.lines = lines
        self.sent = 0
        self.id = None
        self.part = 0
        self.answer = None
        self.done = threading.Event()

    @classmethod
    def begin(cls, folder, start):
        path = folder / f"{uuid.uuid4()}.jsonl"
        file = os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR | os.O_APPEND, 0o600)
        if fcntl:
            fcntl.flock(file, fcntl.LOCK_EX)
        call = cls(path, file, [])
        call.write({"start": start})
        return call

    @classmethod
    def take_over(cls, path):
        """The call of a process that is gone; None where it still lives. One without an end was cut off."""
        try:
            file = os.open(path, os.O_RDWR | os.O_APPEND)
            if fcntl:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return None
        lines = []
        for line in path.read_bytes().split(b"\n"):
            try:
                lines.append(json.loads(line))
            except ValueError:
                continue  # The last line of a process that died while it wrote.
        call = cls(path, file, lines)
        if not lines or "start" not in lines[0]:
            call.finish()
            return None
        if not any("end" in line for line in lines):
            call.write({"end": {"end_reason": "error", "error_code": "worker_lost"}})
        return call

    def write(self, line):
        """In the kernel when it returns: it survives the death of this process."""
        with self._lock:
            os.write(self._file, b"\n" + json.dumps(line, ensure_ascii=False).encode("utf-8", "replace") + b"\n")
            self.lines.append(line)

    def finish(self):
        self.path.unlink(missing_ok=True)
        os.close(self._file)
        self.done.set()

    def set_aside(self, line):
        """What the server refuses for good is kept for people to look at."""
        with open(self.path.with_suffix(".refused"), "a", encoding="utf-8") as refused:
            os.chmod(refused.name, 0o600)
            refused.write(json.dumps(line, ensure_ascii=False) + "\n")

    def result(self):
        said = sum("message" in line for line in self.lines)
        start = datetime.fromisoformat(self.lines[0]["start"]["started_at"])
        known = {
            "conversation_id": self.lines[0]["start"]["conversation_id"],
            "status": "completed",
            "message_count": said,
            "messages_saved": 0,
            "duration_seconds": (datetime.now(timezone.utc) - start).total_seconds(),
            "saved": False,
        }
        return {**known, **(self.answer or {}), "transcript_path": None if self.answer else str(self.path)}


class _Sender:
    """Sends what the spool holds, in order, until the server has taken it."""

    def __init__(self, client):
        self._client = client
        self._calls = []
        self._changed = threading.Condition()
        self._thread = None

    def add(self, call):
        with self._changed:
            self._calls.append(call)
            # A process that was forked off has no threads of its parent's.
            if not self._thread or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._run, name="rawi-sender", daemon=True)
                self._thread.start()
            self._changed.notify()

    def wake(self):
        with self._changed:
            self._changed.notify()

    def drain(self, timeout):
        late = time.monotonic() + timeout
        return all(call.done.wait(max(0, late - time.monotonic())) for call in list(self._calls))

    def _run(self):
        pause = RETRY_SECONDS[0]
        while True:
            with self._changed:
                if not any(call.sent < len(call.lines) for call in self._calls):
                    self._changed.wait()
                calls = list(self._calls)
            failure = None
            for call in calls:
                try:
                    self._send(call)
                except (OSError, ValueError, _Refused) as error:
                    failure = error
            if failure:
                log.warning("the server does not take it now, it is tried again: %s", failure)
                time.sleep(max(pause, getattr(failure, "retry_after", 0)))
                pause = min(2 * pause, RETRY_SECONDS[1])
            else:
                pause = RETRY_SECONDS[0]

    def _send(self, call):
        while call.sent < len(call.lines):
            line = call.lines[call.sent]
            key = f"{call.key}-{call.part}"
            if call.id is None:
                call.id, call.sent = self._start(call, key)["id"], max(call.sent, 1)
            elif "message" in line:
                self._send_messages(call)
            else:
                self._end(call, line, f"{key}-end")

    def _start(self, call, key):
        start = call.lines[0]["start"]
        try:
            return self._client.ask("POST", "/v1/conversations", start, key)
        except _Refused as error:
            if error.status not in REFUSED_FOR_GOOD:
                raise
            # Whatever is wrong with what was said of the call, its words are kept.
            call.set_aside(call.lines[0])
            return self._client.ask("POST", "/v1/conversations", {"started_at": start["started_at"]}, f"{key}-bare")

    def _end(self, call, line, key):
        try:
            call.answer = self._client.ask("POST", f"/v1/conversations/{call.id}/end", line["end"], key)
        except _Refused as error:
            if error.status not in REFUSED_FOR_GOOD:
                raise
            log.error("the server refuses the end of a call for good, it is set aside: %s", error)
            call.set_aside(line)
        call.sent = len(call.lines)
        call.finish()
        with self._changed:
            self._calls.remove(call)

    def _send_messages(self, call):
        batch = []
        for at, line in enumerate(call.lines[call.sent : call.sent + BATCH], call.sent):
            if "message" not in line:
                break
            batch.append({"id": f"{call.key}-{at}", **line["message"]})
        path = f"/v1/conversations/{call.id}/messages"
        try:
            self._client.ask("POST", path, {"messages": batch})
            call.sent += len(batch)
        except _Refused as error:
            if error.code == "RAWI_CONVERSATION_ENDED":
                # It ended there by its time-out while it went on here: the rest is a call of its own.
                call.id, call.part = None, call.part + 1
                return
            if error.status not in REFUSED_FOR_GOOD:
                raise
            if len(batch) > 1 and error.status != 404:
                self._send_one_by_one(call, path, batch)
                return
            log.error("the server refuses a message for good, it is set aside: %s", error)
            call.set_aside(call.lines[call.sent])
            call.sent += 1

    def _send_one_by_one(self, call, path, batch):
        for message in batch:
            try:
                self._client.ask("POST", path, message)
            except _Refused as error:
                if error.status not in REFUSED_FOR_GOOD:
                    raise
                log.error("the server refuses a message for good, it is set aside: %s", error)
                call.set_aside(call.lines[call.sent])
            call.sent += 1


class _Refused(Exception):
    def __init__(self, status, code, detail, retry_after):
        super().__init__(f"{status} {code}: {detail}")
        self.status, self.code, self.retry_after = status, code, retry_after


class _Client:
    def __init__(self, url, key, home):
        self._url, self._key, self._home = url, key, home

    def ask(self, method, path, body=None, idempotency_key=None):
        url, key = self._url, self._key
        if not (url and key):
            # The server of this machine; it writes down anew at each start where it is and how to be let in.
            here = json.loads((self._home / "server.json").read_text(encoding="utf-8"))
            url, key = url or here["url"], key or here["secret"]
        request = urllib.request.Request(url.rstrip("/") + path, method=method)
        request.add_header("Authorization", f"Bearer {key}")
        if idempotency_key:
            request.add_header("Idempotency-Key", idempotency_key)
        if body is not None:
            request.add_header("Content-Type", "application/json")
            request.data = json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")
        try:
            with urllib.request.urlopen(request, timeout=REQUEST_SECONDS) as response:
                return json.load(response)
        except urllib.error.HTTPError as error:
            problem = _json_of(error)
            seconds = error.headers.get("Retry-After") or "0"
            retry_after = min(30, int(seconds)) if seconds.isdigit() else 0
            raise _Refused(error.code, problem.get("code"), problem.get("detail"), retry_after) from None


def _json_of(error):
    try:
        problem = json.load(error)
        return problem if isinstance(problem, dict) else {}
    except ValueError:
        return {}


def _now():
    return datetime.now(timezone.utc).isoformat(timespec="milliseconds")


def main():
    """A call to try it with, as the old module had one."""
    manager = ProfessionalConversationManager()
    label = manager.start_conversation(f"test-{os.urandom(3).hex()}", metadata={"language": "ar"})
    print(f"✅ Conversation started: {label}")
    talk = [("user", "مرحباً، اسمي أحمد محمد"), ("assistant", "أهلاً بك"), ("user", "أريد التدريب"), ("assistant", "بكل سرور")]
    for count, (role, content) in enumerate(talk, 1):
        manager.add_message_to_local_transcript(role, content)
        print(f"📝 Buffered {role} message locally ({count} messages in buffer)")
    print(f"\n🏁 Ending conversation: {label}\n   Messages to save: {len(talk)}")
    result = manager.end_conversation("أحمد محمد", "+963991234567")
    if result["saved"]:
        print(f"✅ Saved {result['messages_saved']}/{len(talk)} messages to database")
        print(f"   Duration: {result['duration_seconds']:.1f}s")
    else:
        print(f"⏳ The server does not answer yet; the call waits in {result['transcript_path']}")


if __name__ == "__main__":
    main()
