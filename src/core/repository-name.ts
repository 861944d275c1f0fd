/** Whether two names of owners, repositories or both (`owner/name`) are the same to GitHub, which keeps their case but ignores it. */
export const isSameName = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();
