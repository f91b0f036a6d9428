using System.Text;
using Beckon.Accounts;
using Beckon.Contacts.Csv;
using Beckon.Contacts.Fields;
using Beckon.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Npgsql;

namespace Beckon.Contacts.Jobs;

/// <summary>Contacts as CSV: at once as a stream, or made beside and downloaded later. Whoever only looks contacts up may not take all of them along.</summary>
public static class ExportsApi
{
    private const string Csv = "text/csv";

    public static void MapExports(this IEndpointRouteBuilder routes)
    {
        var contacts = routes.MapGroup("/api/contacts").WithTags("Contact jobs");
        contacts.MapGet("export", StreamAsync).Requires(Permission.ContactsWrite).WithSummary("Contacts as a CSV file, as a stream")
            .Produces(StatusCodes.Status200OK, contentType: Csv);
        contacts.MapPost("exports", BeginAsync).Requires(Permission.ContactsWrite)
            .WithSummary("Make a CSV file of contacts, to be downloaded within seven days");
        contacts.MapGet("exports/{id}/file", FileAsync).Requires(Permission.ContactsWrite).WithSummary("The CSV file of an export")
            .Produces(StatusCodes.Status200OK, contentType: Csv).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static async Task<Results<PushStreamHttpResult, ValidationProblem>> StreamAsync(
        [AsParameters] ContactFilterQuery query, string? columns, Caller caller, ExportSources sources, CancellationToken ct)
    {
        var faults = new Faults();
        var fields = await sources.Fields.ListAsync(caller.WorkspaceId, ct);
        var asked = columns?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var order = new ExportOrder(ExportColumns.Read(asked, fields, faults), ContactFilter.Read(query.Words, faults));
        if (faults.Any) return faults.ToProblem("Correct what is named below and ask again.");
        await sources.Audit.WriteAsync(caller, "contact_export.streamed", "contacts", new { order.Columns }, ct);
        var callingCode = (await sources.Workspaces.GetAsync(caller.WorkspaceId, ct)).CallingCode;
        return TypedResults.Stream(body => WriteAsync(body, caller.WorkspaceId, order, callingCode, fields, sources.Database, ct), Csv, "contacts.csv");
    }

    private static async Task WriteAsync(
        Stream body, Guid workspaceId, ExportOrder order, string callingCode, List<ContactField> fields, NpgsqlDataSource database, CancellationToken ct)
    {
        var head = new StringBuilder();
        CsvWriter.Append(head, ExportColumns.HeadingsOf(order.Columns, fields));
        await body.WriteAsync((byte[])[.. CsvWriter.ByteOrderMark, .. Encoding.UTF8.GetBytes(head.ToString())], ct);
        await using var connection = await database.OpenConnectionAsync(ct);
        Guid? after = null;
        while (await ExportStore.PageAsync(connection, workspaceId, order, callingCode, after, ct) is { } page)
        {
            await body.WriteAsync(page.Csv, ct);
            after = page.Last;
        }
    }

    private static async Task<Results<Accepted<ContactJobView>, ValidationProblem>> BeginAsync(
        ExportRequest request, Caller caller, JobDesk desk, ExportSources sources, CancellationToken ct)
    {
        var faults = new Faults();
        var filter = JobsApi.ReadFilter(request.Ids, request.Filter, faults);
        var columns = ExportColumns.Read(request.Columns, await sources.Fields.ListAsync(caller.WorkspaceId, ct), faults);
        if (faults.Any) return faults.ToProblem("Correct what is named below and send it again.");
        var view = ContactJobView.Of(await desk.BeginAsync(caller, JobKind.Export, "Export of contacts", new ExportOrder(columns, filter), ct));
        return TypedResults.Accepted($"/api/contacts/jobs/{view.Id}", view);
    }

    private static async Task<Results<PushStreamHttpResult, ProblemHttpResult>> FileAsync(
        string id, Caller caller, JobDesk desk, ExportSources sources, CancellationToken ct)
    {
        if (await desk.FindAsync(caller, id, ct) is not { Kind: JobKind.Export } job) return JobsApi.Unknown(id);
        if (job.Status != JobStatus.Done) return NotReady(job);
        if (job.ExpiresAt is null) return Expired();
        return TypedResults.Stream(
            async body =>
            {
                await using var file = new JobFileStream(sources.Database, caller.WorkspaceId, job.Id);
                await file.CopyToAsync(body, ct);
            },
            Csv, $"contacts-{job.CreatedAt:yyyy-MM-dd}.csv");
    }

    private static ProblemHttpResult NotReady(ContactJob job) => TypedResults.Problem(
        $"It is {Words.Of(job.Status)}. GET /api/contacts/jobs/{Ids.Out(Ids.Job, job.Id)} says how far it is.",
        title: "There is no file to download.", statusCode: StatusCodes.Status409Conflict);

    private static ProblemHttpResult Expired() => TypedResults.Problem(
        "Files of exports are kept for seven days, or until somebody is erased who may be in them. Begin it again.", title: "This file has been deleted.", statusCode: StatusCodes.Status409Conflict);
}

/// <summary>Contacts to be written to a file.</summary>
/// <param name="Ids">1 to 1,000 ids of contacts.</param>
/// <param name="Filter">Or all that fit; an empty one means everybody.</param>
/// <param name="Columns">What of each, such as <c>email</c>, <c>tags</c> or <c>field:shoe_size</c>; everything when it is left out.</param>
public sealed record ExportRequest(IReadOnlyList<string>? Ids = null, ContactFilterWords? Filter = null, IReadOnlyList<string>? Columns = null);

/// <summary>What an export is made from.</summary>
public sealed record ExportSources(NpgsqlDataSource Database, FieldDesk Fields, WorkspaceStore Workspaces, Audit Audit);
