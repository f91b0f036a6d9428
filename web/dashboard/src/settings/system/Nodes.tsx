import { Table, Title } from '@mantine/core'
import type { components } from '../../api'
import { DateTime, Definition } from '../../shared'
import classes from './System.module.css'

type System = components['schemas']['SystemView']

/** The programs that share the work, and which of them the numbers above are from. */
export function Nodes({ system }: { system: System }) {
  const several = system.nodes.length > 1
  return (
    <section aria-labelledby="nodes">
      <Title order={2} size="h3" id="nodes">
        Nodes
      </Title>
      <p className={classes['note']}>
        {several
          ? 'What came in, was processed and was sent above is the work of the node that answered, for all workspaces; ask again, and another may answer. What waits is this workspace’s, whichever node will do it.'
          : 'One program does all the work. Its counts begin with its start and are for all workspaces; what waits is this workspace’s.'}
      </p>
      <div className={`bk-card ${classes['nodes'] ?? ''}`}>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Node</Table.Th>
              <Table.Th>Does</Table.Th>
              <Table.Th>
                <Definition text="All work is split into 64 slots, which the nodes share evenly. When a node goes away, the others take its slots over within seconds.">
                  Slots
                </Definition>
              </Table.Th>
              <Table.Th>Version</Table.Th>
              <Table.Th>Started</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {system.nodes.map((node) => (
              <Table.Tr key={node.id} aria-current={several && node.answered}>
                <Table.Td>
                  {node.name} <span className={classes['id']}>{node.id}</span>
                  {several && node.answered && ' answered'}
                </Table.Td>
                <Table.Td>{node.works ? 'Processes and sends' : 'Takes in'}</Table.Td>
                <Table.Td className="bk-figures">{node.works ? `${node.slots} of 64` : '–'}</Table.Td>
                <Table.Td>{node.version}</Table.Td>
                <Table.Td>
                  <DateTime at={node.startedAt} as="ago" />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
    </section>
  )
}
