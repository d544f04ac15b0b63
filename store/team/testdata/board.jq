# The board of a team from the payloads of its snapshots: of each person the newest.
[inputs]
| group_by(.learner.id) | map(max_by([.made, .number]))
| map({id: .learner.id, name: .learner.name, department: .learner.department, pathway: .pathway.title,
    modules: [.modules[] | {id, title, state, done, total}], last_active_week, left_min,
    age: ((($day | strptime("%Y-%m-%d") | mktime) - (.made | strptime("%Y-%m-%d") | mktime)) / 86400 | floor),
    not_started: all(.modules[]; .state == "not started")})
| sort_by((.not_started | not), (.name | ascii_downcase))
| {people: ., not_started: [.[] | select(.not_started) | .name],
   fresh: ([.[] | select(.age <= 7)] | length), total: length, oldest: ([.[].age] | max)}
