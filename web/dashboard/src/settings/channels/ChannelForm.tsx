import { Button, Group, Radio, Stack, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { notifications } from '@mantine/notifications'
import { useQueryClient } from '@tanstack/react-query'
import { $api, api, ApiError, bodyOf } from '../../api'
import { usePermission, useWorkspace } from '../../session/SessionContext'
import { ConflictNotice, ErrorState } from '../../shared'
import classes from './Channels.module.css'
import { type ChannelFields, type ChannelView, editOf, fieldsOf, pathOf } from './channelEdit'
import { InterruptedChoice } from './InterruptedChoice'
import { SmtpFields } from './SmtpFields'

const looksLikeAddress = (value: string): boolean => /^[^@\s]+@[^@\s]+$/.test(value.trim())

const useChannelForm = (saved: ChannelView) =>
  useForm<ChannelFields>({
    initialValues: fieldsOf(saved),
    validate: {
      fromAddress: (value, { provider }) => {
        if (value.trim() === '')
          return provider === 'smtp' ? 'Enter the address that e-mails come from.' : null
        return looksLikeAddress(value) ? null : 'Enter a whole address, such as hello@shop.example.'
      },
      replyTo: (value) =>
        value.trim() === '' || looksLikeAddress(value) ? null : 'Enter a whole address, or leave it empty.',
      host: (value, { provider }) =>
        provider === 'smtp' && value.trim() === '' ? 'Enter the name of the mail server.' : null,
    },
  })

export type ChannelForm = ReturnType<typeof useChannelForm>

/** Sender, provider and mail server. The password is written here and never read back. */
export function ChannelForm({ saved }: { saved: ChannelView }) {
  const mayWrite = usePermission('settings_write')
  const workspace = useWorkspace()
  const form = useChannelForm(saved)
  const { save, take, reload } = useSaveChannel(form)
  const stale = save.error instanceof ApiError && save.error.status === 412
  const submit = form.onSubmit((fields) => save.mutate(paramsOf(fields, saved.version), { onSuccess: take }))
  const dirty = JSON.stringify(editOf(form.values)) !== JSON.stringify(editOf(fieldsOf(saved)))
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
        <Radio.Group label="E-mails go to" {...form.getInputProps('provider')}>
          <Stack gap={8} mt={8}>
            <Radio
              value="test_inbox"
              label="The test inbox"
              description="Shoppers get nothing. Everything is caught and can be read in the dashboard."
            />
            <Radio
              value="smtp"
              label="Shoppers, through an SMTP server"
              description="Yours, or that of a provider such as Amazon SES, Mailgun, Postmark or SendGrid."
            />
          </Stack>
        </Radio.Group>
        <div className={classes['pair']}>
          <TextInput
            label="Sender name"
            placeholder={workspace.name}
            description="The shop’s name when empty"
            {...form.getInputProps('fromName')}
          />
          <TextInput
            label="Sender address"
            type="email"
            description="Its domain must allow the mail server (SPF, DKIM)"
            {...form.getInputProps('fromAddress')}
          />
        </div>
        <TextInput
          label="Reply-to"
          type="email"
          description="Where answers go; to the sender when empty"
          maw={420}
          {...form.getInputProps('replyTo')}
        />
        {form.values.provider === 'smtp' && (
          <>
            <SmtpFields form={form} hasPassword={saved.smtp?.hasPassword ?? false} />
            <InterruptedChoice inputs={form.getInputProps('whenInterrupted')} noun="e-mail" />
          </>
        )}
        {save.error != null && !stale && Object.keys(form.errors).length === 0 && (
          <ErrorState error={save.error} />
        )}
        <Group>
          <Button type="submit" loading={save.isPending} disabled={!dirty}>
            Save channel
          </Button>
          {dirty && (
            <Button variant="default" onClick={() => form.setValues(fieldsOf(saved))}>
              Discard changes
            </Button>
          )}
          {!mayWrite && <span>Your role may look at these settings but not change them.</span>}
        </Group>
      </fieldset>
    </form>
  )
}

const paramsOf = (fields: ChannelFields, version: number) => ({
  body: editOf(fields),
  headers: { 'If-Match': `"${version}"` },
})

function useSaveChannel(form: ChannelForm) {
  const queryClient = useQueryClient()
  const save = $api.useMutation('put', '/api/channels/email', {
    onError: (error) => {
      if (!(error instanceof ApiError)) return
      for (const field of Object.keys(form.values)) {
        const fault = error.fieldError(pathOf(field))
        if (fault) form.setFieldError(field, fault)
      }
      // What concerns the server as a whole is said where the server is named.
      const whole = error.fieldError('smtp')
      if (whole) form.setFieldError('host', whole)
    },
    onSuccess: () => {
      notifications.show({ message: 'The channel is saved.' })
      void queryClient.invalidateQueries({ queryKey: ['get', '/api/campaigns/{id}/review'] })
    },
  })
  const take = (now: ChannelView): void => {
    queryClient.setQueryData($api.queryOptions('get', '/api/channels/email', {}).queryKey, now)
    form.setValues(fieldsOf(now))
    form.clearErrors()
    save.reset()
  }
  const reload = (): Promise<ChannelView> => bodyOf(api.GET('/api/channels/email'))
  return { save, take, reload }
}
