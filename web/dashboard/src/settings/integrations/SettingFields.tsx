import { PasswordInput, Select, TextInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { useMemo } from 'react'
import { timeZones } from '../../session/places'
import { type Integration, takesToken } from './catalogue'
import type { SourceFields } from './sourceForm'

interface SettingFieldsProps {
  integration: Integration
  form: UseFormReturnType<SourceFields>
  /** Whether a signing secret is kept already: it stays unless another is entered. */
  signed?: boolean
}

/** The fields that an integration asks for, in its own words. */
export function SettingFields({ integration, form, signed = false }: SettingFieldsProps) {
  const zones = useMemo(() => timeZones(), [])
  const setting = (name: string) => integration.settings.find((one) => one.name === name)
  const [secret, zone, url] = [setting('signingSecret'), setting('timeZone'), setting('shopUrl')]
  const idle = setting('abandonAfterMinutes')
  return (
    <>
      {takesToken(integration) && (
        <TextInput
          label="Name"
          description="Tells this account from others, such as the name of the store. Optional."
          placeholder={integration.name}
          {...form.getInputProps('name')}
        />
      )}
      {secret && (
        <PasswordInput
          label={secret.title}
          description={signed ? 'One is kept. Enter another to replace it.' : secret.description}
          autoComplete="off"
          {...form.getInputProps('signingSecret')}
        />
      )}
      {zone && (
        <Select
          label={zone.title}
          description={zone.description}
          placeholder="The workspace’s"
          data={zones}
          searchable
          clearable
          {...form.getInputProps('timeZone')}
        />
      )}
      {idle && (
        <TextInput
          label={idle.title}
          description={idle.description}
          placeholder="None"
          inputMode="numeric"
          {...form.getInputProps('abandonAfterMinutes')}
        />
      )}
      {url && (
        <TextInput
          label={url.title}
          description={url.description}
          placeholder="https://shop.example"
          type="url"
          {...form.getInputProps('shopUrl')}
        />
      )}
    </>
  )
}
