import { Alert, Title } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { api, bodyOf } from '../../../api'
import { ErrorState, Json } from '../../../shared'
import classes from './Mapping.module.css'
import { type Mapping, placeWords } from './mapping'

interface PreviewProps {
  sourceId: string
  mapping: Mapping
  body: unknown
}

/** What becomes of the call that is shown, before anything is saved. */
export function Preview({ sourceId, mapping, body }: PreviewProps) {
  const [asked] = useDebouncedValue({ mapping, body }, 300)
  const preview = useQuery({
    queryKey: ['mapping preview', sourceId, asked],
    queryFn: ({ signal }) =>
      bodyOf(
        api.POST('/api/sources/{id}/mapping/preview', {
          params: { path: { id: sourceId } },
          body: { mapping: asked.mapping, body: asked.body },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
    retry: false,
  })
  const shown = preview.data?.events[0]
  return (
    <section aria-label="What becomes of it">
      <Title order={3} size="h4" className={classes['groupHead']}>
        What becomes of it
      </Title>
      {preview.error != null && <ErrorState error={preview.error} />}
      {shown && preview.error == null && (
        <>
          {preview.data !== undefined && preview.data.count > 1 && (
            <p className={classes['about']}>The first of {preview.data.count} events.</p>
          )}
          {Object.keys(shown.problems).length > 0 ? (
            <Alert color="yellow" title="Not yet an event of somebody" mb="sm">
              {Object.entries(shown.problems).map(([name, sentences]) => (
                <div key={name}>
                  {name === '$' ? '' : `${placeWords(`/${name.replaceAll('.', '/')}`)}: `}
                  {sentences.join(' ')}
                </div>
              ))}
              <div>Until then such a call is kept as webhook_received.</div>
            </Alert>
          ) : (
            <p className={classes['about']} role="status">
              It is understood.
            </p>
          )}
          <Json value={shown.event} label="the event" />
        </>
      )}
    </section>
  )
}
