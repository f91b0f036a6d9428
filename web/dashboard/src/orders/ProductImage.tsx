import { IconPhoto } from '@tabler/icons-react'
import { useState } from 'react'
import classes from './ItemTable.module.css'

/** A product's picture, or a sign that there is none or that it cannot be loaded. */
export function ProductImage({ src }: { src: string | null | undefined }) {
  const [broken, setBroken] = useState(false)
  return (
    <span className={classes['image']}>
      {src && !broken ? (
        <img
          src={src}
          alt=""
          loading="lazy"
          referrerPolicy="no-referrer"
          onError={() => setBroken(true)}
          width={40}
          height={40}
        />
      ) : (
        <IconPhoto size={18} stroke={1.5} aria-hidden />
      )}
    </span>
  )
}
