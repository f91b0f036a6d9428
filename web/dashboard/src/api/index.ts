export { ApiError, type Problem } from './ApiError'
export { $api, api, bodyOf } from './client'
export { errorSentence } from './errorSentence'
export type { components, paths } from './schema'
