# What a user would write instead of a Sync: sync-script.py URL RECORDS TOTAL DATABASE
# Brings the findings of each record up to date in a table, and closes those that are gone.
# Prints how many seconds it took, without the start of the interpreter.

import json
import sqlite3
import sys
import time

try:
    import requests
    fetch = requests.Session().get
except ImportError:
    from urllib.request import urlopen

    class Answer:
        def __init__(self, url):
            with urlopen(url) as response:
                self.content = response.read()
    fetch = Answer

SEVERITIES = {'BLOCKER': 'Critical', 'CRITICAL': 'High', 'MAJOR': 'Medium', 'MINOR': 'Low',
              'INFO': 'Info'}
COLUMNS = ('unique_id_from_tool', 'vuln_id_from_tool', 'title', 'severity', 'description',
           'file_path', 'line', 'date', 'component_name', 'active', 'tags', 'mitigation', 'url',
           'sast_source_line', 'sast_source_file_path')
CREATE = f'''CREATE TABLE IF NOT EXISTS findings (
  record_id, {", ".join(COLUMNS)}, first_seen, last_seen, closed,
  PRIMARY KEY (record_id, unique_id_from_tool))'''
UPSERT = f'''INSERT INTO findings VALUES (?, {", ".join("?" * len(COLUMNS))}, ?, ?, NULL)
  ON CONFLICT DO UPDATE SET {", ".join(f"{name} = excluded.{name}" for name in COLUMNS[1:])},
  last_seen = excluded.last_seen, closed = NULL'''
CLOSE = 'UPDATE findings SET closed = ? WHERE record_id = ? AND last_seen < ? AND closed IS NULL'

dump = json.JSONEncoder(ensure_ascii=False, separators=(',', ':')).encode


def finding(url, record, issue, now):
    location = issue['flows'][0]['locations'][0]
    return (record, issue['key'], issue['rule'], issue['message'], SEVERITIES.get(issue['severity']),
            location['msg'], issue['component'].rsplit(':', 1)[-1], issue['line'],
            issue['creationDate'].replace('+0000', 'Z'), issue['project'],
            issue['status'] != 'CLOSED', dump(issue['tags']), issue['effort'],
            url + '/project/issues?open=' + issue['key'],
            location['textRange']['startLine'], location['component'], now, now)


def read_issues(url, record, total):
    seen, page = 0, 1
    while seen < total:
        answer = json.loads(fetch(f'{url}/api/issues?record_id={record}&p={page}&total={total}').content)
        yield from answer['issues']
        seen += len(answer['issues'])
        page += 1


def main():
    url, records, total, path = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
    start = time.perf_counter()
    now = int(time.time())
    db = sqlite3.connect(path)
    db.execute(CREATE)
    for record in range(records):
        db.executemany(UPSERT, (finding(url, record, issue, now)
                                for issue in read_issues(url, record, total)))
        db.execute(CLOSE, (now, record, now))
        db.commit()
    db.close()
    print(f'seconds={time.perf_counter() - start:.6f}')


main()
