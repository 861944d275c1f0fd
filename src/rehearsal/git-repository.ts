export interface GitRepository {
  readonly directory: string;
}
