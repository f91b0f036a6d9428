/** How good a password is, in words and on a scale of 0 to 4. */
export interface Strength {
  score: 0 | 1 | 2 | 3 | 4
  word: string
  advice: string
}

export const shortestPassword = 10

const common =
  /^(?:password|passw0rd|letmein|welcome|qwerty|azerty|abc|admin|iloveyou|monkey|dragon|1234|0000|1111)/i

const kinds = (password: string): number =>
  [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/].filter((kind) => kind.test(password)).length

/** Length counts most, variety next; a well-known beginning, one's own e-mail or few different letters make any length weak. */
export function passwordStrength(password: string, email = ''): Strength {
  if (password.length === 0) return { score: 0, word: '', advice: `At least ${shortestPassword} characters.` }
  if (password.length < shortestPassword) {
    const missing = shortestPassword - password.length
    return {
      score: 1,
      word: 'Too short',
      advice: `${missing} more ${missing === 1 ? 'character' : 'characters'}.`,
    }
  }
  const name = email.trim().toLowerCase().split('@')[0] ?? ''
  const named = name.length > 2 && password.toLowerCase().includes(name)
  const guessable = named || common.test(password) || new Set(password.toLowerCase()).size < 6
  if (guessable)
    return { score: 1, word: 'Easy to guess', advice: 'Pick words nobody would expect together.' }
  const points = password.length + kinds(password) * 2
  if (points < 16) return { score: 2, word: 'Fair', advice: 'A few more words would make it good.' }
  if (points < 22) return { score: 3, word: 'Good', advice: '' }
  return { score: 4, word: 'Strong', advice: '' }
}
