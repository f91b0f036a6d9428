import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, bodyOf } from '../api'
import { inParts, together } from './codes'

/** Adds codes to a discount in parts, and says how many have arrived. */
export function useAddCodes(onDone: () => void) {
  const queryClient = useQueryClient()
  const [arrived, setArrived] = useState(0)
  const add = useMutation({
    mutationFn: async ({ id, codes }: { id: string; codes: readonly string[] }) => {
      setArrived(0)
      for (const part of inParts(codes, together)) {
        await bodyOf(
          api.POST('/api/discounts/{id}/codes', { params: { path: { id } }, body: { codes: part } }),
        )
        setArrived((before) => before + part.length)
      }
    },
    onSuccess: onDone,
    // What arrived before something went wrong stays.
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['get', '/api/discounts'] }),
  })
  return { ...add, arrived }
}
