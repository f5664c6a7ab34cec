/** The schedule whose weekly hour is this minute, in UTC: from now on, this week's update is due. */
export function toWeeklyCron(at: Date): string {
  return `${at.getUTCMinutes()} ${at.getUTCHours()} * * ${at.getUTCDay()}`
}
