import { Page } from '../shared'
export function ContactPage() {
  return <Page title="Contact">{null}</Page>
}
