import { Button, Group, NumberInput, Radio, Select, Stack, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMemo } from 'react'
import { ApiError } from '../api'
import { countries, currencies, timeZones } from '../session/places'
import { ErrorState } from '../shared'
import { plural } from '../shared/format'
import classes from './WorkspaceForm.module.css'
import { useSaveWorkspace } from './useSaveWorkspace'
import { editOf, fieldsOf, type WorkspaceFields, type WorkspaceView } from './workspaceEdit'

const wholeDays = (value: number | string): string | null =>
  value !== '' && Number.isInteger(Number(value)) && Number(value) >= 0 && Number(value) <= 90
    ? null
    : 'Enter a number of days from 0 (no credit) to 90.'

const useWorkspaceForm = (saved: WorkspaceView) =>
  useForm<WorkspaceFields>({
    initialValues: fieldsOf(saved),
    validate: {
      name: (value) => (value.trim() ? null : 'Enter the name of your shop.'),
      timeZone: (value) => (value ? null : 'Choose a time zone.'),
      currency: (value) => (value ? null : 'Choose a currency.'),
      country: (value) => (value ? null : 'Choose a country.'),
      attributionClickDays: wholeDays,
      attributionOpenDays: wholeDays,
    },
  })

type Form = ReturnType<typeof useWorkspaceForm>

/** The form of the workspace's settings. */
export function WorkspaceForm({ saved, mayChange }: { saved: WorkspaceView; mayChange: boolean }) {
  const form = useWorkspaceForm(saved)
  const save = useSaveWorkspace(saved, (now) => {
    form.setValues(fieldsOf(now))
    form.resetDirty(fieldsOf(now))
  })
  const submit = form.onSubmit((fields) => save.mutate(editOf(saved, fields), { onError: showFaults(form) }))
  const unchanged = Object.keys(editOf(saved, form.values)).length === 0
  return (
    <form onSubmit={submit} noValidate>
      <fieldset disabled={!mayChange} className={classes['fields']}>
        <Place form={form} />
        <Consent form={form} />
        <Attribution form={form} />
        {save.error != null && Object.keys(form.errors).length === 0 && <ErrorState error={save.error} />}
        <Group>
          <Button type="submit" loading={save.isPending} disabled={unchanged}>
            Save settings
          </Button>
          {!unchanged && (
            <Button variant="default" onClick={() => form.setValues(fieldsOf(saved))}>
              Discard changes
            </Button>
          )}
          {!mayChange && <span>Your role may look at these settings but not change them.</span>}
        </Group>
      </fieldset>
    </form>
  )
}

const showFaults = (form: Form) => (error: unknown) => {
  if (!(error instanceof ApiError)) return
  for (const path of Object.keys(form.values)) {
    const fault = error.fieldError(path)
    if (fault) form.setFieldError(path, fault)
  }
}

function Place({ form }: { form: Form }) {
  const lists = useMemo(() => ({ zones: timeZones(), currencies: currencies(), countries: countries() }), [])
  return (
    <Stack>
      <TextInput label="Name" {...form.getInputProps('name')} />
      <div className={classes['pair']}>
        <Select
          allowDeselect={false}
          label="Country"
          description="Completes phone numbers and decides how figures are written."
          data={lists.countries}
          searchable
          {...form.getInputProps('country')}
        />
        <Select
          allowDeselect={false}
          label="Currency"
          description="For orders that come without one, and in reports."
          data={lists.currencies}
          searchable
          {...form.getInputProps('currency')}
        />
      </div>
      <Select
        allowDeselect={false}
        label="Time zone"
        description="Days in reports and filters begin at midnight here."
        data={lists.zones}
        searchable
        {...form.getInputProps('timeZone')}
      />
    </Stack>
  )
}

function Consent({ form }: { form: Form }) {
  return (
    <Radio.Group
      label="E-mail consent when a source says nothing about it"
      description="Counts for people who are new from now on. Somebody who has unsubscribed stays unsubscribed."
      {...form.getInputProps('emailConsentDefault')}
    >
      <Stack gap={8} mt={8}>
        <Radio value="subscribed" label="Subscribed" description="They get campaigns until they say no." />
        <Radio
          value="unsubscribed"
          label="Not subscribed"
          description="They get campaigns only after they have said yes, as the law of many countries demands."
        />
      </Stack>
    </Radio.Group>
  )
}

const daysAfter = (value: number | string): string => ` ${plural(Number(value), 'day')}`

function Attribution({ form }: { form: Form }) {
  return (
    <div className={classes['pair']}>
      <NumberInput
        label="Credit after a click"
        description="A delivered order counts for the message whose link was clicked within these days."
        min={0}
        max={90}
        suffix={daysAfter(form.values.attributionClickDays)}
        {...form.getInputProps('attributionClickDays')}
      />
      <NumberInput
        label="Credit after an open"
        description="Or, without a click, for the message that was opened within these days."
        min={0}
        max={90}
        suffix={daysAfter(form.values.attributionOpenDays)}
        {...form.getInputProps('attributionOpenDays')}
      />
    </div>
  )
}
