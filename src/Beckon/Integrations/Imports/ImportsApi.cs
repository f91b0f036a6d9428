using System.Text;
using Beckon.Accounts;
using Beckon.Contacts.Csv;
using Beckon.Contacts.Jobs;
using Beckon.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Beckon.Integrations.Imports;

/// <summary>Imports of contacts: upload a CSV file, say what its columns are, look at the first rows, begin.</summary>
public static class ImportsApi
{
    private const string Csv = "text/csv";
    private const int LongestFileName = 200;
    private const int PageRows = 2_000;

    public static void MapImports(this IEndpointRouteBuilder routes)
    {
        var imports = routes.MapGroup("/api/contacts/imports").WithTags("Contact imports");
        imports.MapGet("", ListAsync).Requires(Permission.ContactsRead).WithSummary("All imports of contacts, latest first");
        imports.MapPost("", UploadAsync).Requires(Permission.ContactsWrite).WithMetadata(new RequestSizeLimitAttribute(ImportDesk.MostBytes))
            .Accepts<Stream>(Csv).WithSummary("Upload a CSV file of contacts, at most 500 MB; it is begun when its columns are mapped")
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge);
        imports.MapGet("{id}", GetAsync).Requires(Permission.ContactsRead).WithSummary("An import: what is in its file and how far it is")
            .ProducesProblem(StatusCodes.Status404NotFound);
        imports.MapPost("{id}/preview", PreviewAsync).Requires(Permission.ContactsWrite).WithSummary("What would become of the first rows")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        imports.MapPost("{id}/start", StartAsync).Requires(Permission.ContactsWrite).WithSummary("Begin an import")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        imports.MapPost("{id}/cancel", CancelAsync).Requires(Permission.ContactsWrite).WithSummary("Stop an import; what was imported stays")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        imports.MapGet("{id}/refused-rows", RefusedAsync).Requires(Permission.ContactsWrite)
            .WithSummary("The rows that were not taken as a CSV file, with the reason in the last column")
            .Produces(StatusCodes.Status200OK, contentType: Csv).ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<Results<Ok<Page<ImportView>>, ValidationProblem>> ListAsync(
        int? limit, string? cursor, Caller caller, ImportDesk desk, TimeProvider time, CancellationToken ct)
    {
        var faults = new Faults();
        var paging = Paging.Read(limit, cursor, faults);
        if (faults.Any) return faults.ToProblem("Correct what is named below and ask again.");
        await using var connection = await desk.Database.OpenConnectionAsync(ct);
        var jobs = await JobStore.ListAsync(connection, caller.WorkspaceId, JobKind.Import, paging.After?.Id, paging.Fetch, ct);
        return TypedResults.Ok(paging.Of(jobs, job => ImportView.Of(job, time.GetUtcNow()), job => new Cursor(job.Id)));
    }

    private static async Task<Results<Created<ImportView>, ValidationProblem>> UploadAsync(
        string? fileName, HttpRequest request, Caller caller, ImportSources sources, CancellationToken ct)
    {
        var faults = new Faults();
        var name = string.IsNullOrWhiteSpace(fileName) ? "contacts.csv" : fileName.Trim();
        if (name.Length > LongestFileName || name.Any(char.IsControl)) faults.Add("fileName", $"Use at most {LongestFileName} characters.");
        if (faults.Any) return faults.ToProblem("Correct what is named below and send it again.");
        try
        {
            if (await sources.Desk.TakeInAsync(caller, name, request.Body, ct) is { } job)
                return TypedResults.Created($"/api/contacts/imports/{Ids.Out(Ids.Job, job.Id)}", await WholeAsync(job, sources, ct));
            faults.Add("$", "Send a CSV file as the body, with the names of the columns in its first row and at least one row below.");
        }
        catch (CsvFaultException fault)
        {
            faults.Add("$", fault.Message);
        }
        return faults.ToProblem("The file cannot be read as CSV.");
    }

    private static async Task<Results<Ok<ImportView>, ProblemHttpResult>> GetAsync(string id, Caller caller, ImportSources sources, CancellationToken ct) =>
        await sources.Desk.FindAsync(caller, id, ct) is { } job ? TypedResults.Ok(await WholeAsync(job, sources, ct)) : Unknown(id);

    private static async Task<Results<Ok<ImportPreview>, ValidationProblem, ProblemHttpResult>> PreviewAsync(
        string id, ImportChoices choices, Caller caller, ImportSources sources, CancellationToken ct)
    {
        if (await sources.Desk.FindAsync(caller, id, ct) is not { } job) return Unknown(id);
        if (job.Status != JobStatus.Draft) return HasBegun();
        var faults = new Faults();
        var settings = await sources.Checks.ReadAsync(caller, choices, ImportDesk.ShapeOf(job), faults, ct);
        if (faults.Any) return faults.ToProblem("Correct what is named below and send it again.");
        return TypedResults.Ok(await sources.Previews.OfAsync(job, settings, ct));
    }

    private static async Task<Results<Ok<ImportView>, ValidationProblem, ProblemHttpResult>> StartAsync(
        string id, ImportChoices choices, Caller caller, ImportSources sources, CancellationToken ct)
    {
        if (await sources.Desk.FindAsync(caller, id, ct) is not { } job) return Unknown(id);
        var faults = new Faults();
        var settings = await sources.Checks.ReadAsync(caller, choices, ImportDesk.ShapeOf(job), faults, ct);
        if (faults.Any) return faults.ToProblem("Correct what is named below and send it again.");
        if (!await sources.Desk.StartAsync(caller, job, settings, ct)) return HasBegun();
        return await sources.Desk.FindAsync(caller, id, ct) is { } begun ? TypedResults.Ok(await WholeAsync(begun, sources, ct)) : Unknown(id);
    }

    private static async Task<Results<Ok<ImportView>, ProblemHttpResult>> CancelAsync(
        string id, Caller caller, ImportSources sources, JobDesk jobs, CancellationToken ct)
    {
        if (await sources.Desk.FindAsync(caller, id, ct) is not { } job) return Unknown(id);
        if (!await jobs.CancelAsync(caller, job, ct)) return HasEnded();
        return await sources.Desk.FindAsync(caller, id, ct) is { } now ? TypedResults.Ok(ImportView.Of(now, sources.Time.GetUtcNow())) : Unknown(id);
    }

    private static async Task<Results<PushStreamHttpResult, ProblemHttpResult>> RefusedAsync(
        string id, Caller caller, ImportSources sources, CancellationToken ct)
    {
        if (await sources.Desk.FindAsync(caller, id, ct) is not { } job) return Unknown(id);
        return TypedResults.Stream(body => WriteRefusedAsync(body, job, sources.Desk, ct), Csv, $"not imported - {job.Name}");
    }

    private static async Task WriteRefusedAsync(Stream body, ContactJob job, ImportDesk desk, CancellationToken ct)
    {
        var headings = ImportDesk.ShapeOf(job).Headings;
        var text = new StringBuilder();
        CsvWriter.Append(text, [.. headings, "Why it was not imported"]);
        await body.WriteAsync((byte[])[.. CsvWriter.ByteOrderMark, .. Encoding.UTF8.GetBytes(text.ToString())], ct);
        await using var connection = await desk.Database.OpenConnectionAsync(ct);
        var after = 0L;
        while (await ImportStore.RefusedAsync(connection, job.WorkspaceId, job.Id, after, PageRows, ct) is { Count: > 0 } rows)
        {
            text.Clear();
            foreach (var row in rows) CsvWriter.Append(text, [.. row.Cells, .. Enumerable.Repeat("", Math.Max(0, headings.Count - row.Cells.Length)), row.Reason]);
            await body.WriteAsync(Encoding.UTF8.GetBytes(text.ToString()), ct);
            after = rows[^1].Number;
        }
    }

    private static async Task<ImportView> WholeAsync(ContactJob job, ImportSources sources, CancellationToken ct)
    {
        var view = ImportView.Of(job, sources.Time.GetUtcNow());
        if (job.Status != JobStatus.Draft) return view;
        var sample = await sources.Desk.SampleAsync(job, ct);
        var fields = await sources.Fields.ListAsync(job.WorkspaceId, ct);
        var guess = ImportGuess.Of(view.Headings, sample, fields, await sources.Desk.RememberedAsync(job.WorkspaceId, ct));
        return view with { Sample = sample, Guess = [.. guess.Select(target => target ?? "")] };
    }

    private static ProblemHttpResult Unknown(string id) => TypedResults.Problem(
        $"This workspace has no import {id}. GET /api/contacts/imports lists them.", title: "There is no such import.", statusCode: StatusCodes.Status404NotFound);

    private static ProblemHttpResult HasBegun() => TypedResults.Problem(
        "Its rows are being imported or were. Upload the file again to import it in another way.",
        title: "This import is no draft any more.", statusCode: StatusCodes.Status409Conflict);

    private static ProblemHttpResult HasEnded() => TypedResults.Problem(
        "There is nothing left to stop. What it imported stays.", title: "This import has ended.", statusCode: StatusCodes.Status409Conflict);
}

/// <summary>What the calls about imports need.</summary>
public sealed record ImportSources(ImportDesk Desk, ImportChecks Checks, ImportPreviews Previews, Contacts.Fields.FieldDesk Fields, TimeProvider Time);
