import { MultiSelect, Select } from '@mantine/core'
import { $api, type components } from '../../api'
import classes from '../Audiences.module.css'

type Rfm = components['schemas']['FilterRfmCondition']

const scores = ['1', '2', '3', '4', '5']
const parts = [
  { key: 'recency', label: 'Recency' },
  { key: 'frequency', label: 'Frequency' },
  { key: 'monetary', label: 'Monetary' },
] as const

/** In which RFM segments, with which scores. */
export function RfmEditor({ value, onChange }: { value: Rfm; onChange: (rfm: Rfm) => void }) {
  const rfm = $api.useQuery('get', '/api/rfm')
  const chosen = value.segments ?? []
  const known = (rfm.data?.segments ?? []).map(({ name }) => name)
  return (
    <div className={classes['fields']}>
      <MultiSelect
        aria-label="Segments"
        placeholder={chosen.length === 0 ? 'Any segment' : ''}
        data={[...new Set([...known, ...chosen])]}
        value={[...chosen]}
        onChange={(segments) => onChange({ ...value, segments })}
        maw={520}
      />
      <div className={classes['line']}>
        {parts.map(({ key, label }) => {
          const span = value[key]
          const set = (from: string | null, to: string | null) => {
            if (from === null || to === null) onChange({ ...value, [key]: null })
            else
              onChange({
                ...value,
                [key]: { from: Math.min(Number(from), Number(to)), to: Math.max(Number(from), Number(to)) },
              })
          }
          return (
            <span key={key} className={classes['score']}>
              {label}
              <Select
                aria-label={`${label} from`}
                w={72}
                placeholder="any"
                data={scores}
                value={span == null ? null : String(span.from)}
                onChange={(from) => set(from, span == null ? '5' : String(span.to))}
                clearable
              />
              {span != null && (
                <>
                  to
                  <Select
                    aria-label={`${label} to`}
                    w={72}
                    data={scores}
                    value={String(span.to)}
                    onChange={(to) => set(String(span.from), to)}
                    allowDeselect={false}
                  />
                </>
              )}
            </span>
          )
        })}
      </div>
    </div>
  )
}
