import type { UseQueryResult } from '@tanstack/react-query'
import type { components } from '../../api'
import { ErrorState } from '../../shared'
import { Bubble } from './Bubble'
import { ContactPicker } from './ContactPicker'
import classes from './Editor.module.css'
import { sizeWords } from './sizeWords'

export type SmsPreview = components['schemas']['SmsPreview']

interface TextPreviewProps {
  preview: UseQueryResult<SmsPreview, unknown>
  contactId: string | undefined
  onPick: (contactId: string | undefined) => void
}

/** A text message as it would arrive on a phone, and in how many parts it is sent and paid for. */
export function TextPreview({ preview, contactId, onPick }: TextPreviewProps) {
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
      </div>
      {preview.error != null && <ErrorState error={preview.error} onRetry={() => void preview.refetch()} />}
      {data !== undefined && data.text !== '' && (
        <p className={classes['size']} role="status">
          {sizeWords(data)}
        </p>
      )}
      <div className={classes['mail']} data-stale={preview.isPlaceholderData}>
        {data === undefined || data.text === '' ? (
          <p className={classes['blank']}>
            {data?.problems.some(({ path, sentence }) => path === 'text' && sentence !== 'The text is empty.')
              ? 'It can be shown once the problems are mended.'
              : 'Nothing is written yet.'}
          </p>
        ) : (
          <Bubble text={data.text} />
        )}
      </div>
    </section>
  )
}
