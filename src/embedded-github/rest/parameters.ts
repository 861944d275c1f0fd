import { type ApiRequest, apiError } from '../route.ts';

/** 404 as GitHub words it. */
export const notFound = () => apiError(404, 'Not Found');

/** A parameter of the path; empty when the path has none of that name. */
export const param = (request: ApiRequest, name: string): string => request.params[name] ?? '';

/** A number in the path; -1 for what is none. */
export const numberParam = (request: ApiRequest, name: string): number => {
  const text = param(request, name);
  return /^\d{1,15}$/.test(text) ? Number(text) : -1;
};
