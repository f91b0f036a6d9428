import { ActionIcon, SegmentedControl, Tooltip } from '@mantine/core'
import { IconDeviceDesktop, IconDeviceMobile } from '@tabler/icons-react'
import type { UseQueryResult } from '@tanstack/react-query'
import { useState } from 'react'
import { ErrorState } from '../../shared'
import { ContactPicker } from './ContactPicker'
import type { Preview } from './content'
import classes from './Editor.module.css'
import { MailFrame, type Screen } from './MailFrame'

interface PreviewPaneProps {
  preview: UseQueryResult<Preview, unknown>
  contactId: string | undefined
  onPick: (contactId: string | undefined) => void
}

/** The message as it would arrive: for whom, on which screen, subject and preheader as the inbox shows them. */
export function PreviewPane({ preview, contactId, onPick }: PreviewPaneProps) {
  const [screen, setScreen] = useState<Screen>('desktop')
  const [part, setPart] = useState<'html' | 'text'>('html')
  const { data } = preview
  return (
    <section className={classes['preview']} aria-label="Preview">
      <div className={classes['bar']}>
        <div className={classes['for']}>
          <ContactPicker
            label="Preview for contact"
            value={contactId}
            name={data?.contact.name}
            placeholder={data ? `As ${data.contact.name} would get it` : 'Pick a contact'}
            onPick={onPick}
          />
        </div>
        <SegmentedControl
          size="xs"
          aria-label="Part"
          data={[
            { value: 'html', label: 'HTML' },
            { value: 'text', label: 'Text' },
          ]}
          value={part}
          onChange={(value) => setPart(value === 'text' ? 'text' : 'html')}
        />
        <ActionIcon.Group>
          <ScreenButton screen="desktop" chosen={screen} onChoose={setScreen} />
          <ScreenButton screen="phone" chosen={screen} onChoose={setScreen} />
        </ActionIcon.Group>
      </div>
      {preview.error != null && <ErrorState error={preview.error} onRetry={() => void preview.refetch()} />}
      <div className={classes['mail']} data-stale={preview.isPlaceholderData}>
        <div className={classes['envelope']}>
          <div className={classes['subject']}>{data?.subject || 'No subject yet'}</div>
          {data?.preheader && <div className={classes['preheader']}>{data.preheader}</div>}
        </div>
        {data?.html.trim() === '' ? (
          <p className={classes['blank']}>
            {data.problems.some((problem) => problem.blocking)
              ? 'It can be shown once the problems are mended.'
              : 'Nothing is written yet.'}
          </p>
        ) : part === 'html' ? (
          <MailFrame html={data?.html ?? ''} title="The e-mail as it would arrive" screen={screen} />
        ) : (
          // Scrolls, so the keyboard must be able to reach it.
          // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
          <pre className={classes['plain']} data-screen={screen} tabIndex={0} aria-label="The text part">
            {data?.text ?? ''}
          </pre>
        )}
      </div>
    </section>
  )
}

interface ScreenButtonProps {
  screen: Screen
  chosen: Screen
  onChoose: (screen: Screen) => void
}

function ScreenButton({ screen, chosen, onChoose }: ScreenButtonProps) {
  const Icon = screen === 'desktop' ? IconDeviceDesktop : IconDeviceMobile
  const words = screen === 'desktop' ? 'Desktop width' : 'Phone width'
  return (
    <Tooltip label={words}>
      <ActionIcon
        variant="default"
        size={30}
        aria-label={words}
        aria-pressed={screen === chosen}
        className={classes['screen'] ?? ''}
        onClick={() => onChoose(screen)}
      >
        <Icon size={16} />
      </ActionIcon>
    </Tooltip>
  )
}
