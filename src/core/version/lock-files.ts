/** Lock files name the package itself beside what it depends on. */
export const isLockFile = (path: string): boolean =>
  /(^|\/)(package-lock\.json|npm-shrinkwrap\.json|Cargo\.lock|uv\.lock|Gemfile\.lock|pnpm-lock\.yaml|yarn\.lock|bun\.lock)$/.test(
    path,
  );
