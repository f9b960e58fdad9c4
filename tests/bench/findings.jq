{"BLOCKER": "Critical", "CRITICAL": "High", "MAJOR": "Medium", "MINOR": "Low", "INFO": "Info"} as
  $severities |
.issues[] | .flows[0].locations[0] as $location |
[.key, .rule, .message, $severities[.severity], $location.msg, (.component / ":" | last), .line,
  (.creationDate | rtrimstr("+0000") + "Z"), .project, (if .status != "CLOSED" then 1 else 0 end),
  (.tags | tojson), .effort, $url + "/project/issues?open=" + .key, $location.textRange.startLine,
  $location.component] | @csv
