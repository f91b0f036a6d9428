import { Title } from '@mantine/core'
import { Definition, useFormat } from '../../shared'
import { reasonWords } from '../reasons'
import classes from './Report.module.css'
import { type Report, Rows } from './ReportTab'

/** Why messages were not sent, in words: nobody is left out silently. */
export function SkipReasons({ id, report }: { id: string; report: Report }) {
  const format = useFormat()
  const troubles = [
    { status: 'bounced' as const, count: report.bounced, words: 'came back' },
    { status: 'failed' as const, count: report.failed, words: 'failed' },
    { status: 'uncertain' as const, count: report.uncertain, words: 'uncertain' },
    { status: 'queued' as const, count: report.waiting, words: 'on their way' },
  ].filter((trouble) => trouble.count > 0)
  if (report.reasons.length === 0 && troubles.length === 0) return null
  const most = Math.max(...report.reasons.map((reason) => reason.count), 1)
  return (
    <section aria-label="Not sent">
      <div className={classes['head']}>
        <Title order={2} size="h3">
          Not sent, and why
        </Title>
        <span>
          {troubles.map((trouble, index) => (
            <span key={trouble.status}>
              {index > 0 && ' · '}
              <Rows id={id} status={trouble.status}>
                {`${format.count(trouble.count, 'message')} ${trouble.words}`}
              </Rows>
            </span>
          ))}
        </span>
      </div>
      {report.reasons.length > 0 && (
        <ul className={`bk-card ${classes['reasons'] ?? ''}`}>
          {report.reasons.map(({ reason, count }) => {
            const words = reasonWords(reason)
            return (
              <li key={reason} className={classes['reason']}>
                <div>
                  <Definition text={words.long}>{words.short}</Definition>
                </div>
                <div className={classes['bar']} aria-hidden>
                  <div className={classes['fill']} style={{ width: `${(100 * count) / most}%` }} />
                </div>
                <div className={classes['count']}>{format.count(count, 'message')}</div>
              </li>
            )
          })}
        </ul>
      )}
    </section>
  )
}
