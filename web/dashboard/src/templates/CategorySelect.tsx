import { Select } from '@mantine/core'
import { asCategory, categories, type Category } from './categories'

interface CategorySelectProps {
  value: Category | undefined
  onPick: (category: Category | undefined) => void
}

/** Filters templates by what they are for. */
export function CategorySelect({ value, onPick }: CategorySelectProps) {
  return (
    <Select
      aria-label="Category"
      size="xs"
      w={200}
      allowDeselect={false}
      data={[{ value: '', label: 'All categories' }, ...categories]}
      value={value ?? ''}
      onChange={(picked) => onPick(asCategory(picked))}
    />
  )
}
