// Prints 10,000 random histories of reviews, scheduled by ts-fsrs: for each its
// plan, and for each review the day, the grade and what ts-fsrs says of it. The
// histories are the same each time. Intervals are as ts-fsrs returns them,
// though it passes the longest one by a day or two where it sets grades apart.
import { createEmptyCard, fsrs } from "ts-fsrs";

const count = 10000;
const lastDay = Date.UTC(2199, 11, 31); // the last one that Waymark takes
const dayLength = 86_400_000;

// The published default weights of FSRS-6, whatever this version's defaults are.
const w = [
  0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796,
  1.4835, 0.0614, 0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542,
];

// random is mulberry32, a generator of 32 bits: 0 to below 1.
let state = 20261124;
function random() {
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
}

// whole is a whole number from least to most.
function whole(least, most) {
  return least + Math.floor(random() * (most - least + 1));
}

// wait is how many days pass until the next review: half of them come on time,
// a quarter early, even on the same day, and a quarter up to three times as late.
function wait(interval) {
  switch (whole(1, 4)) {
    case 1:
      return whole(0, interval - 1);
    case 2:
      return interval + whole(1, 2 * interval);
  }
  return interval;
}

function history() {
  const retention = 0.8 + 0.15 * random();
  const longest = random() < 0.5 ? whole(30, 365) : whole(30, 36500);
  const scheduler = fsrs({
    w, request_retention: retention, maximum_interval: longest, enable_fuzz: false, enable_short_term: false,
  });
  let day = Date.UTC(2000, 0, 1) + whole(0, 10000) * dayLength;
  let card = createEmptyCard(new Date(day));
  const reviews = [];
  for (let left = whole(1, 12); left > 0 && day <= lastDay; left--) {
    const grade = whole(1, 4);
    card = scheduler.next(card, new Date(day), grade).card;
    reviews.push({
      day: new Date(day).toISOString().slice(0, 10), grade,
      stability: card.stability, difficulty: card.difficulty, interval: card.scheduled_days,
    });
    day += wait(Math.min(card.scheduled_days, longest)) * dayLength;
  }
  return { retention, longest, reviews };
}

process.stdout.write(JSON.stringify(Array.from({ length: count }, history)));
