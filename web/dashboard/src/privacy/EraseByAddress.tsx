import { Button, Group, Select, Stack, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useQueryClient } from '@tanstack/react-query'
import { type SyntheticEvent, useState } from 'react'
import { $api, ApiError } from '../api'
import { ConfirmDanger, ErrorState, useFormat } from '../shared'
import { type Erasure, reasons } from './erasures'

const kinds = [
  { value: 'email', label: 'E-mail address' },
  { value: 'phone', label: 'Phone number' },
  { value: 'customerId', label: 'Customer id' },
] as const

type Kind = (typeof kinds)[number]['value']

/** For requests that name an address: whoever is known by it is erased. */
export function EraseByAddress() {
  const format = useFormat()
  const queryClient = useQueryClient()
  const [kind, setKind] = useState<Kind>('email')
  const [value, setValue] = useState('')
  const [reason, setReason] = useState<Erasure['reason']>('person_asked')
  const [asking, setAsking] = useState(false)
  const erase = $api.useMutation('post', '/api/privacy/erasures')
  const fault = erase.error instanceof ApiError ? erase.error.fieldError(kind) : undefined
  const ask = (event: SyntheticEvent) => {
    event.preventDefault()
    if (value.trim() !== '') setAsking(true)
  }
  const confirm = () =>
    erase.mutate(
      { body: { reason, [kind]: value } },
      {
        onSuccess: (begun) => {
          setValue('')
          notifications.show({ message: `${format.count(begun.erasures.length, 'erasure')} begun.` })
          void queryClient.invalidateQueries({ queryKey: ['get', '/api/privacy/erasures'] })
        },
        onSettled: () => setAsking(false),
      },
    )
  return (
    <form onSubmit={ask}>
      <Stack gap="sm">
        <Group align="flex-start" gap="sm">
          <Select
            label="Known by"
            data={kinds}
            value={kind}
            onChange={(next) => setKind(kinds.find((one) => one.value === next)?.value ?? kind)}
            allowDeselect={false}
            w={160}
          />
          <TextInput
            label={kinds.find((one) => one.value === kind)?.label}
            value={value}
            onChange={(event) => setValue(event.currentTarget.value)}
            error={fault}
            autoComplete="off"
            style={{ flex: '1 1 220px' }}
          />
        </Group>
        <Select
          label="Why"
          data={reasons}
          value={reason}
          onChange={(next) => setReason(reasons.find((one) => one.value === next)?.value ?? reason)}
          allowDeselect={false}
        />
        {erase.error != null && fault === undefined && <ErrorState error={erase.error} />}
        <Group justify="flex-end">
          <Button type="submit" color="red.8" disabled={value.trim() === ''}>
            Erase…
          </Button>
        </Group>
      </Stack>
      <ConfirmDanger
        opened={asking}
        onClose={() => setAsking(false)}
        title="Erase whoever this is?"
        action="Erase for good"
        onConfirm={confirm}
        busy={erase.isPending}
      >
        Everything that is kept of whoever is known by <strong>{value}</strong> is erased, and nothing brings
        it back.
      </ConfirmDanger>
    </form>
  )
}
