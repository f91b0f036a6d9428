import { Anchor, Button, FileButton, Progress, Stack, Text } from '@mantine/core'
import { IconArrowLeft, IconFileImport } from '@tabler/icons-react'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { $api } from '../../api'
import { usePermission } from '../../session/SessionContext'
import {
  byCursor,
  DataList,
  DateTime,
  EmptyState,
  ErrorState,
  Page,
  pagedRows,
  StatusPill,
  useFormat,
} from '../../shared'
import { importStates } from './importWords'
import { uploadFile } from './uploadFile'

/** All imports of contacts, and the way to begin another. */
export function ImportsPage() {
  const format = useFormat()
  const navigate = useNavigate()
  const mayChange = usePermission('contacts_write')
  const rows = pagedRows(
    $api.useInfiniteQuery(
      'get',
      '/api/contacts/imports',
      { params: { query: {} } },
      {
        ...byCursor,
        refetchInterval: (query) =>
          query.state.data?.pages.some((page) => page.items.some((one) => one.status === 'running')) === true
            ? 1_000
            : false,
      },
    ),
  )
  return (
    <Page
      title="Imports"
      about="Bring the people you know along, from a CSV file of another tool or a spreadsheet."
      back={
        <Anchor renderRoot={(props) => <Link to="/contacts" {...props} />} fz={13} c="dimmed">
          <IconArrowLeft size={14} style={{ verticalAlign: -2 }} aria-hidden /> Contacts
        </Anchor>
      }
    >
      <Stack gap="xl">
        {mayChange && <Upload />}
        <DataList
          label="Imports"
          noun={['import']}
          rows={rows}
          rowKey={(one) => one.id}
          onOpen={(one) => void navigate({ to: '/contacts/imports/$id', params: { id: one.id } })}
          columns={[
            { id: 'file', header: 'File', cell: (one) => one.fileName },
            {
              id: 'status',
              header: 'Status',
              cell: (one) => (
                <StatusPill tone={importStates[one.status].tone}>{importStates[one.status].word}</StatusPill>
              ),
            },
            { id: 'rows', header: 'Rows', align: 'right', cell: (one) => format.number(one.rows) },
            { id: 'added', header: 'Added', align: 'right', cell: (one) => format.number(one.added) },
            { id: 'updated', header: 'Updated', align: 'right', cell: (one) => format.number(one.updated) },
            { id: 'refused', header: 'Not taken', align: 'right', cell: (one) => format.number(one.refused) },
            { id: 'when', header: 'Uploaded', cell: (one) => <DateTime at={one.createdAt} as="ago" /> },
          ]}
          empty={
            <EmptyState title="Nothing was imported yet" icon={<IconFileImport size={20} />}>
              Upload a file with a row for each person and the names of the columns in its first row. You see
              what becomes of it before it begins.
            </EmptyState>
          }
        />
      </Stack>
    </Page>
  )
}

function Upload() {
  const navigate = useNavigate()
  const [share, setShare] = useState<number>()
  const [error, setError] = useState<unknown>()
  const upload = async (file: File | null) => {
    if (file === null) return
    setError(undefined)
    setShare(0)
    try {
      const id = await uploadFile(file, setShare)
      await navigate({ to: '/contacts/imports/$id', params: { id } })
    } catch (fault) {
      setError(fault)
      setShare(undefined)
    }
  }
  return (
    <Stack
      gap="sm"
      p="lg"
      align="flex-start"
      style={{ border: '1px dashed var(--bk-line)', borderRadius: 8 }}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault()
        void upload(event.dataTransfer.files[0] ?? null)
      }}
    >
      <Text size="sm" c="dimmed">
        A CSV file of up to 500 MB; commas, semicolons or tabs, in any usual encoding. Drop it here or choose
        it.
      </Text>
      <FileButton onChange={(file) => void upload(file)} accept=".csv,.tsv,.txt,text/csv">
        {(props) => (
          <Button {...props} loading={share !== undefined} leftSection={<IconFileImport size={16} />}>
            Choose a file
          </Button>
        )}
      </FileButton>
      {share !== undefined && <Progress w="100%" value={share * 100} aria-label="Uploaded" />}
      {error != null && <ErrorState error={error} />}
    </Stack>
  )
}
