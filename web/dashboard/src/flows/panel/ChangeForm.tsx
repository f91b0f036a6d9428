import { ActionIcon, Button, Group, MultiSelect, Select, TagsInput, TextInput } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { $api } from '../../api'
import type { Step } from '../flow'
import type { FormProps } from './StepForm'

type ChangeProps = FormProps<Extract<Step, { type: 'change' }>>

/** Which tags, lists and custom fields of the contact change. */
export function ChangeForm({ step, onChange }: ChangeProps) {
  const tags = $api.useQuery('get', '/api/contact-tags')
  const lists = $api.useQuery('get', '/api/contact-lists')
  const names = (tags.data?.items ?? []).map(({ name }) => name)
  const choices = (lists.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))
  return (
    <>
      <TagsInput
        label="Give these tags"
        data={names}
        value={[...(step.addTags ?? [])]}
        onChange={(addTags) => onChange({ ...step, addTags })}
      />
      <TagsInput
        label="Take these tags away"
        data={names}
        value={[...(step.removeTags ?? [])]}
        onChange={(removeTags) => onChange({ ...step, removeTags })}
      />
      <MultiSelect
        label="Put into these lists"
        data={choices}
        value={[...(step.addLists ?? [])]}
        onChange={(addLists) => onChange({ ...step, addLists })}
      />
      <MultiSelect
        label="Take out of these lists"
        data={choices}
        value={[...(step.removeLists ?? [])]}
        onChange={(removeLists) => onChange({ ...step, removeLists })}
      />
      <SetFields step={step} onChange={onChange} />
    </>
  )
}

function SetFields({ step, onChange }: ChangeProps) {
  const fields = $api.useQuery('get', '/api/contact-fields')
  const known = fields.data?.items ?? []
  const sets = step.setFields ?? []
  const put = (index: number, next: (typeof sets)[number]) =>
    onChange({ ...step, setFields: sets.map((one, at) => (at === index ? next : one)) })
  return (
    <div>
      {sets.map((set, index) => (
        <Group key={index} gap={6} mb={6} wrap="nowrap" align="end">
          <Select
            label={index === 0 ? 'Set these fields' : undefined}
            aria-label="Field"
            placeholder="Field"
            data={known.map(({ key, label }) => ({ value: key, label }))}
            value={set.field === '' ? null : set.field}
            onChange={(field) => put(index, { ...set, field: field ?? '' })}
            nothingFoundMessage="There is no such field."
            searchable
          />
          <TextInput
            aria-label="Value"
            placeholder="taken away"
            value={set.value ?? ''}
            onChange={(event) => put(index, { ...set, value: event.currentTarget.value || null })}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            size={36}
            aria-label="Leave this field as it is"
            onClick={() => onChange({ ...step, setFields: sets.filter((_, at) => at !== index) })}
          >
            <IconTrash size={14} />
          </ActionIcon>
        </Group>
      ))}
      <Button
        variant="subtle"
        color="gray"
        size="compact-xs"
        leftSection={<IconPlus size={12} />}
        disabled={known.length === 0}
        onClick={() => onChange({ ...step, setFields: [...sets, { field: '', value: null }] })}
      >
        {known.length === 0 ? 'There are no custom fields to set' : 'Set a field'}
      </Button>
    </div>
  )
}
