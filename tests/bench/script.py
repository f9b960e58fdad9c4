# What a user would write instead, in Python: script.py records|findings URL TOTAL DATABASE
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


dump = json.JSONEncoder(ensure_ascii=False, separators=(',', ':')).encode


def record(url, issue):
    return (issue['key'], issue['message'], 'issue', url + '/project/issues?open=' + issue['key'],
            issue['project'], issue['component'], dump(issue['tags']), dump(issue['textRange']))


def finding(url, issue):
    location = issue['flows'][0]['locations'][0]
    return (issue['key'], issue['rule'], issue['message'], SEVERITIES.get(issue['severity']),
            location['msg'], issue['component'].rsplit(':', 1)[-1], issue['line'],
            issue['creationDate'].replace('+0000', 'Z'), issue['project'],
            issue['status'] != 'CLOSED', dump(issue['tags']), issue['effort'],
            url + '/project/issues?open=' + issue['key'],
            location['textRange']['startLine'], location['component'])


def main():
    sink, url, total, path = sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4]
    start = time.perf_counter()
    make = record if sink == 'records' else finding
    n_columns = 8 if sink == 'records' else 15
    db = sqlite3.connect(path)
    db.execute('PRAGMA synchronous = OFF')
    db.execute(f'CREATE TABLE {sink} ({", ".join(f"c{i}" for i in range(n_columns))})')
    insert = f'INSERT INTO {sink} VALUES ({", ".join("?" * n_columns)})'
    seen = 0
    page = 1
    while seen < total:
        answer = json.loads(fetch(f'{url}/api/issues?p={page}&total={total}').content)
        db.executemany(insert, (make(url, issue) for issue in answer['issues']))
        seen += len(answer['issues'])
        page += 1
    db.commit()
    db.close()
    print(f'seconds={time.perf_counter() - start:.6f}')


main()
