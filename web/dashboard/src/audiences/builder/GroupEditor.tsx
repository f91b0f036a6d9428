import { ActionIcon, Button, Menu, SegmentedControl } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import classes from '../Audiences.module.css'
import {
  faultAt,
  type Filter,
  type Group,
  isGroup,
  partPath,
  withAdded,
  withoutPart,
  withPart,
} from '../filter'
import { kindOf, kinds } from '../kinds'
import { ConditionEditor } from './ConditionEditor'

const deepest = 6

interface GroupEditorProps {
  value: Group
  onChange: (group: Group) => void
  onRemove?: () => void
  /** Where the server finds it. */
  path?: string
  errors?: Readonly<Record<string, string[]>>
  depth?: number
  self?: string | undefined
}

/** Conditions and groups, of which all, any or none must hold. */
export function GroupEditor({
  value,
  onChange,
  onRemove,
  path = 'filter',
  errors = {},
  depth = 0,
  self,
}: GroupEditorProps) {
  return (
    <section
      className={classes['group']}
      aria-label={depth === 0 ? 'Conditions' : 'Group'}
      data-depth={depth}
    >
      <div className={classes['grouphead']}>
        <SegmentedControl
          size="xs"
          data={[
            { value: 'all', label: 'All of these' },
            { value: 'any', label: 'Any of these' },
            { value: 'none', label: 'None of these' },
          ]}
          value={value.type}
          onChange={(type) =>
            onChange({ type: type === 'any' ? 'any' : type === 'none' ? 'none' : 'all', of: value.of })
          }
        />
        {onRemove !== undefined && (
          <ActionIcon variant="subtle" color="gray" aria-label="Remove the group" onClick={onRemove}>
            <IconTrash size={16} />
          </ActionIcon>
        )}
      </div>
      <ol className={classes['parts']}>
        {value.of.map((part, index) => (
          <li key={index}>
            {index > 0 && <span className={classes['and']}>{value.type === 'all' ? 'and' : 'or'}</span>}
            <Part
              part={part}
              onChange={(next) => onChange(withPart(value, index, next))}
              onRemove={() => onChange(withoutPart(value, index))}
              path={partPath(path, index)}
              errors={errors}
              depth={depth}
              self={self}
            />
          </li>
        ))}
      </ol>
      {value.of.length === 0 && depth === 0 && (
        <p className={classes['hint']}>
          Without a condition this is everybody. Add what they must have in common.
        </p>
      )}
      <div className={classes['add']}>
        <Menu position="bottom-start" shadow="md">
          <Menu.Target>
            <Button variant="default" size="xs" leftSection={<IconPlus size={14} />}>
              Condition
            </Button>
          </Menu.Target>
          <Menu.Dropdown mah={420} style={{ overflowY: 'auto' }}>
            {kinds.map(({ type, label, icon: Icon, make }) => (
              <Menu.Item
                key={type}
                leftSection={<Icon size={16} />}
                onClick={() => onChange(withAdded(value, make()))}
              >
                {label}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
        {depth < deepest && (
          <Button
            variant="subtle"
            color="gray"
            size="xs"
            leftSection={<IconPlus size={14} />}
            onClick={() => onChange(withAdded(value, { type: value.type === 'any' ? 'all' : 'any', of: [] }))}
          >
            Group
          </Button>
        )}
      </div>
    </section>
  )
}

interface PartProps {
  part: Filter
  onChange: (part: Filter) => void
  onRemove: () => void
  path: string
  errors: Readonly<Record<string, string[]>>
  depth: number
  self: string | undefined
}

function Part({ part, onChange, onRemove, path, errors, depth, self }: PartProps) {
  if (isGroup(part))
    return (
      <GroupEditor
        value={part}
        onChange={onChange}
        onRemove={onRemove}
        path={path}
        errors={errors}
        depth={depth + 1}
        self={self}
      />
    )
  const kind = kindOf(part.type)
  const fault = faultAt(errors, path)
  const Icon = kind?.icon
  return (
    <div className={classes['condition']} data-fault={fault !== undefined}>
      <div className={classes['kind']}>
        {Icon && <Icon size={16} aria-hidden />}
        <span>{kind?.label}</span>
        <ActionIcon variant="subtle" color="gray" aria-label="Remove the condition" onClick={onRemove}>
          <IconTrash size={16} />
        </ActionIcon>
      </div>
      <ConditionEditor value={part} onChange={onChange} self={self} />
      {fault !== undefined && (
        <p className={classes['fault']} role="alert">
          {fault}
        </p>
      )}
    </div>
  )
}
