.issues[] | [.key, .message, "issue", $url + "/project/issues?open=" + .key, .project, .component,
  (.tags | tojson), (.textRange | tojson)] | @csv
