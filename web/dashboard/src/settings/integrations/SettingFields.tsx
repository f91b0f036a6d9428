import { PasswordInput, Select, TextInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { useMemo } from 'react'
import { timeZones } from '../../session/places'
import type { Integration, Source } from './catalogue'
import { asked, type SourceFields } from './sourceForm'

interface SettingFieldsProps {
  integration: Integration
  form: UseFormReturnType<SourceFields>
  /** The source whose settings these are; none while it is being connected. */
  source?: Source
}

type Setting = Integration['settings'][number]

/** The fields that an integration asks for, in its own words. */
export function SettingFields({ integration, form, source }: SettingFieldsProps) {
  return (
    <>
      {!integration.openedByKey && (
        <TextInput
          label="Name"
          description="Tells this account from others, such as the name of the store. Optional."
          placeholder={integration.name}
          {...form.getInputProps('name')}
        />
      )}
      {asked(integration).map((setting) => (
        <Field key={setting.name} setting={setting} form={form} kept={isKept(setting, source)} />
      ))}
    </>
  )
}

const isKept = ({ name }: Setting, source: Source | undefined): boolean =>
  source !== undefined &&
  (name === 'signingSecret' ? source.hasSigningSecret : source.secretsKept.includes(name))

interface FieldProps {
  setting: Setting
  form: UseFormReturnType<SourceFields>
  /** A secret that is kept stays unless another is entered. */
  kept: boolean
}

function Field({ setting, form, kept }: FieldProps) {
  const zones = useMemo(() => timeZones(), [])
  const path = `values.${setting.name}` as const
  const input = form.getInputProps(path)
  const common = {
    label: setting.title,
    description: setting.description,
    required: setting.required && !kept,
    withAsterisk: false,
  }
  switch (setting.kind) {
    case 'secret':
      return (
        <PasswordInput
          {...common}
          description={kept ? 'One is kept. Enter another to replace it.' : setting.description}
          autoComplete="off"
          {...input}
        />
      )
    case 'time_zone':
      return (
        <Select
          {...common}
          placeholder="The workspace’s"
          data={zones}
          searchable
          clearable
          {...input}
          value={form.values.values[setting.name] || null}
          onChange={(zone: string | null) => form.setFieldValue(path, zone ?? '')}
        />
      )
    case 'url':
      return <TextInput {...common} placeholder="https://shop.example" type="url" {...input} />
    case 'minutes':
      return <TextInput {...common} placeholder="None" inputMode="numeric" {...input} />
    case 'number':
      return <TextInput {...common} inputMode="numeric" {...input} />
    case 'text':
    case 'mapping':
      return <TextInput {...common} {...input} />
  }
}
