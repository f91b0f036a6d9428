import { Button, Select, Stack, TextInput } from '@mantine/core'
import { type FormErrors, useForm } from '@mantine/form'
import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useMemo } from 'react'
import { api, ApiError, bodyOf, type components, errorSentence } from '../api'
import { ErrorState } from '../shared/ErrorState'
import { Front } from './Front'
import classes from './Front.module.css'
import { PasswordWithStrength } from './PasswordWithStrength'
import { shortestPassword } from './passwordStrength'
import { countries, currencies, currencyOf, guessCountry, guessTimeZone, timeZones } from './places'
import { sessionQuery, setupQuery } from './session'

type ConsentDefault = components['schemas']['ConsentDefault']

interface SetupValues {
  email: string
  password: string
  name: string
  workspace: {
    name: string
    timeZone: string
    currency: string
    country: string
    consent: ConsentDefault | 'law'
  }
}

const consentChoices = [
  { value: 'law', label: 'As is usual in the country' },
  { value: 'subscribed', label: 'May get e-mail until they unsubscribe' },
  { value: 'unsubscribed', label: 'Get e-mail only after they agree' },
]

const paths = [
  'email',
  'password',
  'name',
  'workspace.name',
  'workspace.timeZone',
  'workspace.currency',
  'workspace.country',
]

/** The first page of a new Beckon: its owner and its workspace. */
export function SetupPage() {
  const form = useSetupForm()
  const setUp = useSetUp((errors) => form.setErrors(errors))
  return (
    <Front
      title="Set up Beckon"
      about="You become the owner of this Beckon and its first workspace. All of it can be changed later."
      width={480}
    >
      <form
        onSubmit={form.onSubmit(
          (values) => setUp.mutate(values),
          (errors) => form.getInputNode(Object.keys(errors)[0] ?? '')?.focus(),
        )}
        noValidate
      >
        <You form={form} />
        <Workspace form={form} />
        <Stack>
          {setUp.error && Object.keys(form.errors).length === 0 && <ErrorState error={setUp.error} />}
          <Button type="submit" size="md" fz={14} loading={setUp.isPending}>
            Create workspace
          </Button>
        </Stack>
      </form>
    </Front>
  )
}

function useSetupForm() {
  const country = useMemo(() => guessCountry(navigator.languages), [])
  return useForm<SetupValues>({
    initialValues: {
      email: '',
      password: '',
      name: '',
      workspace: {
        name: '',
        timeZone: guessTimeZone(),
        currency: currencyOf(country),
        country,
        consent: 'law',
      },
    },
    validate: {
      email: (value) => (/^\S+@\S+\.\S+$/.test(value.trim()) ? null : 'Enter an address like ada@shop.com.'),
      password: (value) =>
        value.length >= shortestPassword ? null : `Use at least ${shortestPassword} characters.`,
      workspace: {
        name: (value) => (value.trim() ? null : 'Enter the name of your shop.'),
        timeZone: (value) => (value ? null : 'Choose a time zone.'),
        currency: (value) => (value ? null : 'Choose a currency.'),
        country: (value) => (value ? null : 'Choose a country.'),
      },
    },
  })
}

type SetupForm = ReturnType<typeof useSetupForm>

function useSetUp(onRefused: (errors: FormErrors) => void) {
  const queryClient = useQueryClient()
  const router = useRouter()
  return useMutation({
    mutationFn: (values: SetupValues) => bodyOf(api.POST('/api/setup', { body: requestOf(values) })),
    onSuccess: async ({ emailConsentReason, ...session }) => {
      queryClient.setQueryData(setupQuery.queryKey, { needed: false })
      queryClient.setQueryData(sessionQuery.queryKey, session)
      await router.navigate({ to: '/' })
      notifications.show({ message: emailConsentReason, autoClose: 12_000 })
    },
    onError: (error) => {
      if (!(error instanceof ApiError)) return
      if (error.status === 409) {
        // Somebody else was faster, or this page was left open: there is an owner by now.
        queryClient.setQueryData(setupQuery.queryKey, { needed: false })
        notifications.show({ message: errorSentence(error), autoClose: false })
        void router.navigate({ to: '/sign-in' })
        return
      }
      const refused: FormErrors = {}
      for (const path of paths) {
        const message = error.fieldError(path)
        if (message) refused[path] = message
      }
      onRefused(refused)
    },
  })
}

function requestOf({ email, password, name, workspace: { consent, ...workspace } }: SetupValues) {
  return {
    email: email.trim(),
    password,
    name: name.trim() || null,
    workspace: { ...workspace, emailConsentDefault: consent === 'law' ? null : consent },
  }
}

function You({ form }: { form: SetupForm }) {
  return (
    <fieldset className={classes['section']}>
      <legend className={classes['legend']}>You</legend>
      <Stack>
        <TextInput
          label="E-mail"
          type="email"
          autoComplete="username"
          key={form.key('email')}
          {...form.getInputProps('email')}
        />
        <PasswordWithStrength
          label="Password"
          {...form.getInputProps('password')}
          value={form.values.password}
          email={form.values.email}
        />
        <TextInput
          label="Your name"
          description="Optional. Colleagues see it beside what you change."
          autoComplete="name"
          {...form.getInputProps('name')}
        />
      </Stack>
    </fieldset>
  )
}

function Workspace({ form }: { form: SetupForm }) {
  const lists = useMemo(() => ({ zones: timeZones(), currencies: currencies(), countries: countries() }), [])
  const country = form.getInputProps('workspace.country')
  const chooseCountry = (value: string | null) => {
    form.setFieldValue('workspace.country', value ?? '')
    if (value && !form.isDirty('workspace.currency'))
      form.setFieldValue('workspace.currency', currencyOf(value))
  }
  return (
    <fieldset className={classes['section']}>
      <legend className={classes['legend']}>Your shop</legend>
      <Stack>
        <TextInput
          label="Workspace name"
          placeholder="Your shop’s name"
          autoComplete="organization"
          {...form.getInputProps('workspace.name')}
        />
        <div className={classes['pair']}>
          <Select
            allowDeselect={false}
            label="Country"
            data={lists.countries}
            searchable
            {...country}
            onChange={chooseCountry}
          />
          <Select
            allowDeselect={false}
            label="Currency"
            data={lists.currencies}
            searchable
            {...form.getInputProps('workspace.currency')}
          />
        </div>
        <Select
          allowDeselect={false}
          label="Time zone"
          description="Days in reports and filters begin at midnight here."
          data={lists.zones}
          searchable
          {...form.getInputProps('workspace.timeZone')}
        />
        <Select
          allowDeselect={false}
          label="People who were never asked about e-mail"
          description="Whoever unsubscribes stays unsubscribed, whatever is chosen here."
          data={consentChoices}
          {...form.getInputProps('workspace.consent')}
        />
      </Stack>
    </fieldset>
  )
}
