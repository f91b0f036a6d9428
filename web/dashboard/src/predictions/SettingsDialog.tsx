import { Button, Group, Modal, NumberInput, Skeleton, Stack } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { $api, ApiError } from '../api'
import { ErrorState } from '../shared'
import type { Settings } from './predictions'

/** How far predictions look ahead. */
export function SettingsDialog({ onClose }: { onClose: () => void }) {
  const settings = $api.useQuery('get', '/api/predictions/settings', {}, { gcTime: 0 })
  return (
    <Modal opened onClose={onClose} title="How far predictions look ahead">
      {settings.data ? (
        <Form settings={settings.data} onClose={onClose} />
      ) : settings.error ? (
        <ErrorState error={settings.error} onRetry={() => void settings.refetch()} />
      ) : (
        <Skeleton height={220} className="bk-shows-late" />
      )}
    </Modal>
  )
}

function Form({ settings, onClose }: { settings: Settings; onClose: () => void }) {
  const queryClient = useQueryClient()
  const [horizonDays, setHorizonDays] = useState<number | string>(settings.horizonDays ?? 365)
  const [discountPercent, setDiscountPercent] = useState<number | string>(
    Number(settings.discountPercent ?? 10),
  )
  const compute = $api.useMutation('post', '/api/predictions/compute')
  const save = $api.useMutation('put', '/api/predictions/settings', {
    onSuccess: async () => {
      await compute.mutateAsync({})
      await queryClient.invalidateQueries({ queryKey: ['get', '/api/predictions'] })
      notifications.show({ message: 'Saved, and computed by it.' })
      onClose()
    },
  })
  const fault = (path: string) => (save.error instanceof ApiError ? save.error.fieldError(path) : undefined)
  return (
    <Stack>
      <NumberInput
        label="Days ahead"
        description="Expected orders and value are those of so many coming days, 30 to 1,095."
        value={horizonDays}
        onChange={setHorizonDays}
        min={30}
        max={1_095}
        allowDecimal={false}
        error={fault('horizonDays')}
      />
      <NumberInput
        label="Discount a year"
        description="How much less money is worth to you for each year that it comes later."
        value={discountPercent}
        onChange={setDiscountPercent}
        min={0}
        max={100}
        suffix=" %"
        error={fault('discountPercent')}
      />
      {save.error != null && <ErrorState error={save.error} />}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button
          onClick={() =>
            save.mutate({
              body: { horizonDays: Number(horizonDays), discountPercent: Number(discountPercent) },
            })
          }
          loading={save.isPending || compute.isPending}
          disabled={horizonDays === '' || discountPercent === ''}
        >
          Save and compute
        </Button>
      </Group>
    </Stack>
  )
}
