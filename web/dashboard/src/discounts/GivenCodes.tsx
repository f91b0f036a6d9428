import { Anchor, Skeleton, Table, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { $api } from '../api'
import { DateTime, ErrorState, Peek } from '../shared'
import type { Discount } from './DiscountMenu'

/** Who was given which code. */
export function GivenCodes({ discount, onClose }: { discount: Discount; onClose: () => void }) {
  const given = $api.useQuery(
    'get',
    '/api/discounts/{id}/given',
    { params: { path: { id: discount.id } } },
    { refetchOnMount: 'always' },
  )
  const items = given.data?.items
  return (
    <Peek opened onClose={onClose} title={discount.name}>
      {discount.code !== null && (
        <Text fz="sm" mb="md">
          Everybody is given the code <strong>{discount.code}</strong>.
        </Text>
      )}
      {given.error != null && <ErrorState error={given.error} onRetry={() => void given.refetch()} />}
      {given.isPending && <Skeleton height={240} className="bk-shows-late" />}
      {items?.length === 0 && discount.code === null && (
        <Text fz="sm" c="dimmed">
          Nobody has been given a code yet. Put the step “Give a discount code” into a flow.
        </Text>
      )}
      {items !== undefined && items.length > 0 && (
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Code</Table.Th>
              <Table.Th>Given to</Table.Th>
              <Table.Th>When</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {items.map(({ code, contact, contactName, at }) => (
              <Table.Tr key={code}>
                <Table.Td ff="monospace">{code}</Table.Td>
                <Table.Td>
                  {contact === null ? (
                    'somebody who was erased'
                  ) : (
                    <Anchor
                      fz="inherit"
                      renderRoot={(props) => <Link to="/contacts/$id" params={{ id: contact }} {...props} />}
                    >
                      {contactName}
                    </Anchor>
                  )}
                </Table.Td>
                <Table.Td>
                  <DateTime at={at} />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      {items?.length === 200 && (
        <Text fz={13} c="dimmed" mt="sm">
          The latest 200.
        </Text>
      )}
    </Peek>
  )
}
