// Says when a map that should have been painted long ago hasn't said so; gone with its element.
const LATE = 5000; // milliseconds

export default function ({ setTriggerValue }) {
  const timer = setTimeout(() => setTriggerValue("late", true), LATE);
  return () => clearTimeout(timer);
}
