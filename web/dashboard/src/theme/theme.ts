import {
  Anchor,
  Badge,
  Button,
  createTheme,
  Drawer,
  Input,
  InputWrapper,
  Menu,
  Modal,
  Notification,
  Skeleton,
  Table,
  Tooltip,
} from '@mantine/core'

/** Coral: the primary action and what is selected, nothing else. Shade 6 is the brand's #E8573F, 4 the dark theme's. */
const coral = [
  '#fff1ee',
  '#ffe0da',
  '#ffc2b6',
  '#ff9d8b',
  '#ff7a62',
  '#f2674f',
  '#e8573f',
  '#c63e28',
  '#9f2f1d',
  '#7a2315',
] as const

const slate = [
  '#f8fafc',
  '#f1f5f9',
  '#e2e8f0',
  '#cbd5e1',
  '#94a3b8',
  '#64748b',
  '#475569',
  '#334155',
  '#1e293b',
  '#0f172a',
] as const

/** Mantine draws its dark theme from this scale: 0 is text, 4 lines, 6 raised surfaces, 7 the page. */
const night = [
  '#e6edf3',
  '#c3ccd6',
  '#9aa7b4',
  '#6f7c8a',
  '#2b3440',
  '#222a35',
  '#161c25',
  '#0d1117',
  '#0a0d12',
  '#06080b',
] as const

const font = "'Inter Variable', system-ui, -apple-system, 'Segoe UI', sans-serif"

const closeButton = { 'aria-label': 'Close' }

export const theme = createTheme({
  fontFamily: font,
  fontFamilyMonospace:
    "ui-monospace, 'SF Mono', 'Cascadia Code', 'JetBrains Mono', Menlo, Consolas, monospace",
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '20px' },
  lineHeights: { xs: '1.35', sm: '1.4', md: '1.5', lg: '1.5', xl: '1.4' },
  headings: {
    fontFamily: font,
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '24px', lineHeight: '1.25' },
      h2: { fontSize: '20px', lineHeight: '1.3' },
      h3: { fontSize: '16px', lineHeight: '1.4' },
      h4: { fontSize: '14px', lineHeight: '1.4' },
    },
  },
  spacing: { xs: '8px', sm: '12px', md: '16px', lg: '24px', xl: '32px' },
  radius: { xs: '4px', sm: '6px', md: '8px', lg: '8px', xl: '12px' },
  defaultRadius: 'md',
  colors: { coral, gray: slate, dark: night },
  primaryColor: 'coral',
  primaryShade: { light: 6, dark: 4 },
  // White on coral is 3.6:1, ink on coral 5:1: the label takes whichever reads.
  autoContrast: true,
  luminanceThreshold: 0.24,
  black: '#0f172a',
  cursorType: 'pointer',
  respectReducedMotion: true,
  focusRing: 'auto',
  components: {
    Anchor: Anchor.extend({ defaultProps: { c: 'inherit', underline: 'hover', fw: 500 } }),
    Badge: Badge.extend({ defaultProps: { variant: 'light', radius: 'sm', tt: 'none', fw: 500 } }),
    Button: Button.extend({ defaultProps: { size: 'sm', fw: 600 } }),
    Input: Input.extend({ classNames: { input: 'bk-input' } }),
    InputWrapper: InputWrapper.extend({
      classNames: { label: 'bk-label', description: 'bk-description', error: 'bk-error' },
    }),
    Drawer: Drawer.extend({
      defaultProps: { closeButtonProps: closeButton },
      classNames: { title: 'bk-modal-title' },
    }),
    Menu: Menu.extend({
      // The placeholder is an element that no menu may contain.
      defaultProps: { withInitialFocusPlaceholder: false, shadow: 'none' },
      classNames: { dropdown: 'bk-menu' },
    }),
    Modal: Modal.extend({
      defaultProps: { centered: true, transitionProps: { duration: 150 }, closeButtonProps: closeButton },
      classNames: { content: 'bk-modal', title: 'bk-modal-title' },
    }),
    // Coral is for the primary action; a message has no colour unless it reports a state.
    Notification: Notification.extend({ defaultProps: { color: 'gray', withBorder: true } }),
    Skeleton: Skeleton.extend({ defaultProps: { radius: 'sm' } }),
    Table: Table.extend({ defaultProps: { fz: 13, verticalSpacing: 8, horizontalSpacing: 12 } }),
    Tooltip: Tooltip.extend({ defaultProps: { openDelay: 250, multiline: true, maw: 320, fz: 12 } }),
  },
})
