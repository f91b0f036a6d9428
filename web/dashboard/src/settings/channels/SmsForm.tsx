import {
  Alert,
  Button,
  Group,
  NumberInput,
  PasswordInput,
  Radio,
  Stack,
  Text,
  TextInput,
} from '@mantine/core'
import { useForm } from '@mantine/form'
import { notifications } from '@mantine/notifications'
import { useQueryClient } from '@tanstack/react-query'
import { $api, api, ApiError, bodyOf } from '../../api'
import { usePermission } from '../../session/SessionContext'
import { ConflictNotice, CopyField, ErrorState } from '../../shared'
import classes from './Channels.module.css'
import { InterruptedChoice } from './InterruptedChoice'
import { smsEditOf, type SmsFields, smsFieldsOf, smsPathOf, type SmsView } from './smsEdit'

const useSmsForm = (saved: SmsView) =>
  useForm<SmsFields>({
    initialValues: smsFieldsOf(saved),
    validate: {
      accountSid: (value, { provider }) =>
        provider === 'twilio' && value.trim() === ''
          ? 'Enter the SID of the account: it begins with AC.'
          : null,
      from: (value, { provider }) =>
        provider === 'twilio' && value.trim() === '' ? 'Enter the number that messages come from.' : null,
    },
  })

type Form = ReturnType<typeof useSmsForm>

/** Provider, account and the words on opting out. The token is written here and never read back. */
export function SmsForm({ saved }: { saved: SmsView }) {
  const mayWrite = usePermission('settings_write')
  const form = useSmsForm(saved)
  const { save, take, reload } = useSaveSms(form)
  const stale = save.error instanceof ApiError && save.error.status === 412
  const submit = form.onSubmit((fields) => save.mutate(paramsOf(fields, saved.version), { onSuccess: take }))
  const dirty = JSON.stringify(smsEditOf(form.values)) !== JSON.stringify(smsEditOf(smsFieldsOf(saved)))
  return (
    <form onSubmit={submit} noValidate>
      {stale && (
        <ConflictNotice
          noun="channel"
          onReload={() => reload().then(take)}
          onKeep={() =>
            reload().then((now) => save.mutateAsync(paramsOf(form.values, now.version), { onSuccess: take }))
          }
        />
      )}
      <fieldset disabled={!mayWrite} className={classes['fields']}>
        <Radio.Group label="Text messages go to" {...form.getInputProps('provider')}>
          <Stack gap={8} mt={8}>
            <Radio
              value="test_inbox"
              label="The test inbox"
              description="Shoppers get nothing. Everything is caught and can be read in the dashboard."
            />
            <Radio
              value="twilio"
              label="Shoppers, through Twilio"
              description="With your own account; Twilio bills you for each part of a message."
            />
          </Stack>
        </Radio.Group>
        {form.values.provider === 'twilio' && (
          <>
            <TwilioFields form={form} saved={saved} />
            <InterruptedChoice inputs={form.getInputProps('whenInterrupted')} noun="text message" />
          </>
        )}
        <TextInput
          label="How to opt out"
          description="Put at the end of each text that does not say STOP itself; empty for nothing. Many countries demand it."
          maw={420}
          {...form.getInputProps('optOut')}
        />
        {save.error != null && !stale && Object.keys(form.errors).length === 0 && (
          <ErrorState error={save.error} />
        )}
        <Group>
          <Button type="submit" loading={save.isPending} disabled={!dirty}>
            Save text messages
          </Button>
          {dirty && (
            <Button variant="default" onClick={() => form.setValues(smsFieldsOf(saved))}>
              Discard changes
            </Button>
          )}
          {!mayWrite && <span>Your role may look at these settings but not change them.</span>}
        </Group>
      </fieldset>
    </form>
  )
}

function TwilioFields({ form, saved }: { form: Form; saved: SmsView }) {
  const hasToken = saved.twilio?.hasToken ?? false
  return (
    <div className={classes['smtp']}>
      <div className={classes['pair']}>
        <TextInput
          label="Account SID"
          placeholder="AC…"
          autoComplete="off"
          {...form.getInputProps('accountSid')}
        />
        <PasswordInput
          label="Auth token"
          autoComplete="new-password"
          placeholder={hasToken ? 'Stored; type to replace it' : ''}
          description={hasToken ? 'It cannot be read back' : undefined}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          {...form.getInputProps('authToken')}
        />
      </div>
      <div className={classes['pair']}>
        <TextInput
          label="From"
          placeholder="+1 312 555 0142"
          description="A number, short code, sender name, or a messaging service (MG…)"
          autoComplete="off"
          {...form.getInputProps('from')}
        />
        <NumberInput
          label="Messages per second"
          description="What your numbers allow; empty for no limit"
          min={1}
          max={1000}
          {...form.getInputProps('perSecond')}
        />
      </div>
      <div>
        <Text fw={500} fz="sm">
          Where answers go
        </Text>
        <Text fz="xs" c="dimmed" mb={4}>
          Enter it at Twilio for the number or the messaging service, under “A message comes in”. Without it
          Beckon learns that somebody said STOP only when it next writes to them.
        </Text>
        <CopyField label="Where answers go" value={saved.incomingUrl} />
      </div>
      {!saved.isReachable && (
        <Alert color="yellow" title="Twilio cannot reach this address">
          It is one of this machine alone. Set BECKON_PUBLIC_URL to the address at which the internet reaches
          Beckon: until then nothing is known of what was delivered and answered.
        </Alert>
      )}
    </div>
  )
}

const paramsOf = (fields: SmsFields, version: number) => ({
  body: smsEditOf(fields),
  headers: { 'If-Match': `"${version}"` },
})

function useSaveSms(form: Form) {
  const queryClient = useQueryClient()
  const save = $api.useMutation('put', '/api/channels/sms', {
    onError: (error) => {
      if (!(error instanceof ApiError)) return
      for (const field of Object.keys(form.values)) {
        const fault = error.fieldError(smsPathOf(field))
        if (fault) form.setFieldError(field, fault)
      }
    },
    onSuccess: () => notifications.show({ message: 'Text messages are set up.' }),
  })
  const take = (now: SmsView): void => {
    queryClient.setQueryData($api.queryOptions('get', '/api/channels/sms', {}).queryKey, now)
    form.setValues(smsFieldsOf(now))
    form.clearErrors()
    save.reset()
  }
  const reload = (): Promise<SmsView> => bodyOf(api.GET('/api/channels/sms'))
  return { save, take, reload }
}
