import { Select, Stack, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { $api, type components } from '../../api'
import { errorSentence } from '../../api/errorSentence'
import { timeZones } from '../../session/places'
import { usePermission } from '../../session/SessionContext'
import { ErrorState, useFormat } from '../../shared'

/** Where stores are: whoever joined in one has its time zone. */
export function StoreZones() {
  const stores = $api.useQuery('get', '/api/stores')
  if (stores.error != null) return <ErrorState error={stores.error} onRetry={() => void stores.refetch()} />
  if (stores.data?.items.length === 0)
    return (
      <Text fz="sm" c="dimmed">
        Nobody has joined the loyalty programme in a store yet. When sign-ups name stores, you can say here
        where those are.
      </Text>
    )
  return (
    <Stack gap="sm">
      {stores.data?.items.map((store) => (
        <StoreZone key={store.id} store={store} />
      ))}
    </Stack>
  )
}

function StoreZone({ store }: { store: components['schemas']['Store'] }) {
  const format = useFormat()
  const queryClient = useQueryClient()
  const mayChange = usePermission('settings_write')
  const zones = useMemo(() => timeZones(), [])
  const place = $api.useMutation('put', '/api/stores/{id}', {
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['get', '/api/stores'] }),
    onError: (error) => notifications.show({ color: 'red', message: errorSentence(error) }),
  })
  return (
    <Select
      label={store.name ?? store.id}
      description={format.count(store.members, 'member')}
      placeholder="Where the shop is"
      data={zones}
      value={store.timeZone}
      disabled={!mayChange || place.isPending}
      onChange={(timeZone) => place.mutate({ params: { path: { id: store.id } }, body: { timeZone } })}
      searchable
      clearable
      nothingFoundMessage="There is no such zone."
      maw={360}
    />
  )
}
