using Beckon.Contacts.Jobs;
using Beckon.Identity;
using Beckon.Kernel;

namespace Beckon.Integrations.Imports;

/// <summary>Shows the first rows as they would be: read, placed by the same rules, and not written.</summary>
public sealed class ImportPreviews(ImportDesk desk, TimeProvider time)
{
    public async Task<ImportPreview> OfAsync(ContactJob job, ImportSettings settings, CancellationToken ct)
    {
        var rules = await desk.RulesAsync(job, settings, ct);
        var read = (await desk.SampleAsync(job, ct)).Select((cells, index) => (Number: index + 1L, Read: rules.Read(cells, index + 1))).ToList();
        var rows = read.Select(one => one.Read.Row).OfType<ImportRow>().ToList();
        var (people, now) = (new People(time), time.GetUtcNow());
        await using var connection = await desk.Database.OpenConnectionAsync(ct);
        await IdentityStore.LoadAsync(
            connection, job.WorkspaceId, [.. rows.Select(row => ImportRules.EventOf(row, settings.SourceId, now))], people, ct);
        var found = ImportRules.FoundByAddress(people, rows, settings.SourceId);
        var customerIds = await ImportStore.CustomerIdsAsync(connection, job.WorkspaceId, settings.SourceId, found, ct);
        var placing = new ImportRules(people, customerIds, settings, now);
        return new ImportPreview([.. read.Select(one => one.Read.Row is { } row
            ? Shown(row, placing.Place(row), people)
            : new ImportPreviewRow(one.Number, Placement.Refused, one.Read.Reason, null, null, null, null, null, null, [], RawJson.EmptyObject, []))]);
    }

    private static ImportPreviewRow Shown(ImportRow row, Placed placed, People people) => new(
        row.Number, placed.Placement, placed.Reason,
        placed.ContactId != Guid.Empty && !people.Added.Contains(placed.ContactId) ? Ids.Out(Ids.Contact, placed.ContactId) : null,
        row.FirstName, row.LastName, row.Email, row.Phone, row.CustomerId, row.Tags,
        row.Fields is { } fields ? RawJson.Parse(fields) : RawJson.EmptyObject,
        [.. row.Consents.Select(said => new ImportPreviewConsent(said.Channel, said.Status))]);
}
