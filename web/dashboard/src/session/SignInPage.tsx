import { Button, PasswordInput, Stack, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, useRouter } from '@tanstack/react-router'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { api, bodyOf } from '../api'
import { ErrorState } from '../shared/ErrorState'
import { Front } from './Front'
import { sessionQuery } from './session'

const route = getRouteApi('/sign-in')

/** E-mail and password; afterwards back to where one wanted to go. */
export function SignInPage() {
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const signIn = useSignIn()
  const first = useRef<HTMLInputElement>(null)
  useEffect(() => first.current?.focus(), [])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    signIn.mutate({ email: email.trim(), password })
  }
  return (
    <Front title="Sign in">
      <form onSubmit={submit}>
        <Stack>
          {signIn.error && <ErrorState error={signIn.error} />}
          <TextInput
            label="E-mail"
            type="email"
            autoComplete="username"
            required
            withAsterisk={false}
            ref={first}
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
          />
          <PasswordInput
            label="Password"
            autoComplete="current-password"
            required
            withAsterisk={false}
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          <Button type="submit" size="md" fz={14} loading={signIn.isPending} mt={4}>
            Sign in
          </Button>
        </Stack>
      </form>
    </Front>
  )
}

function useSignIn() {
  const queryClient = useQueryClient()
  const router = useRouter()
  const { next } = route.useSearch()
  return useMutation({
    mutationFn: (body: { email: string; password: string }) => bodyOf(api.POST('/api/session', { body })),
    onSuccess: async (session) => {
      queryClient.setQueryData(sessionQuery.queryKey, session)
      await router.navigate({ href: next ?? '/' })
    },
  })
}
