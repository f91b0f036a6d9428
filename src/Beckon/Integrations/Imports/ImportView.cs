using Beckon.Contacts;
using Beckon.Contacts.Fields;
using Beckon.Contacts.Jobs;
using Beckon.Kernel;

namespace Beckon.Integrations.Imports;

/// <summary>An import of contacts and how far it is.</summary>
/// <param name="Id">Starts with <c>job_</c>.</param>
/// <param name="Status">A draft until it is begun.</param>
/// <param name="FileName">What the file is called.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="BytesDone">How much of it is done.</param>
/// <param name="Encoding">How it is read.</param>
/// <param name="Delimiter">What stands between its cells.</param>
/// <param name="Headings">Its first row.</param>
/// <param name="Sample">Some rows behind it, of a draft.</param>
/// <param name="Guess">What its columns may be, of a draft: from how they were mapped before, their headings and what stands in them; an empty text where that cannot be said.</param>
/// <param name="Rows">How many rows are done.</param>
/// <param name="Added">People who are new by it.</param>
/// <param name="Updated">People who were known and brought up to date.</param>
/// <param name="Unchanged">People who were known and left as they were.</param>
/// <param name="Refused">Rows that were not taken; they can be downloaded with the reasons.</param>
/// <param name="RowsPerSecond">How fast it is, while it goes on and when it has ended.</param>
/// <param name="SecondsLeft">How long it will take, while it goes on.</param>
/// <param name="Error">Why it failed.</param>
/// <param name="By">Who uploaded the file.</param>
/// <param name="CreatedAt">When.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="FinishedAt">When it ended.</param>
/// <param name="RefusedUntil">Until when the refused rows can be downloaded.</param>
public sealed record ImportView(
    string Id, JobStatus Status, string FileName, long Bytes, long BytesDone, string Encoding, string Delimiter, IReadOnlyList<string> Headings,
    IReadOnlyList<IReadOnlyList<string>>? Sample, IReadOnlyList<string>? Guess, long Rows, long Added, long Updated, long Unchanged, long Refused,
    int? RowsPerSecond, int? SecondsLeft, string? Error, string By, DateTimeOffset CreatedAt, DateTimeOffset? StartedAt, DateTimeOffset? FinishedAt,
    DateTimeOffset? RefusedUntil)
{
    public static ImportView Of(ContactJob job, DateTimeOffset now)
    {
        var shape = ImportDesk.ShapeOf(job);
        var seconds = job.StartedAt is { } began ? ((job.FinishedAt ?? now) - began).TotalSeconds : 0;
        return new ImportView(
            Ids.Out(Ids.Job, job.Id), job.Status, job.Name, job.Bytes, job.BytesDone, shape.Encoding, shape.Delimiter, shape.Headings, null, null, job.Done,
            job.Added, job.Updated, job.Unchanged, job.Refused, seconds > 0 && job.Done > 0 ? (int)(job.Done / seconds) : null,
            job.Status == JobStatus.Running && job.BytesDone > 0 ? (int)Math.Ceiling(seconds * (job.Bytes - job.BytesDone) / job.BytesDone) : null,
            job.Error, job.Actor, job.CreatedAt, job.StartedAt, job.FinishedAt, job.Status == JobStatus.Draft ? null : job.ExpiresAt);
    }
}

/// <summary>What is to become of the rows of a file.</summary>
/// <param name="Columns">
/// What each column is, by its place: <c>email</c>, <c>phone</c>, <c>customer_id</c>, <c>first_name</c>, <c>last_name</c>, <c>full_name</c>,
/// <c>tags</c>, <c>consent:email</c>, <c>consent:sms</c>, <c>consent:push</c>, or <c>field:</c> and the key of a custom field; an empty text: nothing of it is taken.
/// </param>
/// <param name="Source">The id of the source whose customer ids the file has; the imports' own when it is left out.</param>
/// <param name="List">The id of a list that everybody is put into.</param>
/// <param name="Tag">The name of a tag that everybody gets.</param>
/// <param name="Subscribe">The channels that people are subscribed to by this import, <c>email</c> and <c>sms</c>; never undoes an opt-out.</param>
/// <param name="Wording">What they agreed to, when and where; needed to subscribe anybody.</param>
/// <param name="Existing">Whether people who are known already are updated or kept as they are.</param>
/// <param name="Country">Completes national phone numbers, ISO 3166-1 alpha-2; the workspace's when it is left out.</param>
/// <param name="Dates">How 03/04/2026 is to be read.</param>
public sealed record ImportChoices(
    IReadOnlyList<string> Columns, string? Source = null, string? List = null, string? Tag = null, IReadOnlyList<Channel>? Subscribe = null,
    string? Wording = null, ExistingPeople Existing = ExistingPeople.Update, string? Country = null, DateOrder Dates = DateOrder.Unmistakable);

/// <summary>What would become of the first rows.</summary>
/// <param name="Rows">Row by row.</param>
public sealed record ImportPreview(IReadOnlyList<ImportPreviewRow> Rows);

/// <summary>What would become of a row.</summary>
/// <param name="Row">Its place behind the headings, from 1.</param>
/// <param name="Outcome">Whether somebody is added, updated or kept, or the row refused.</param>
/// <param name="Reason">Why it would be refused.</param>
/// <param name="ContactId">Who it is about, when they are known.</param>
/// <param name="FirstName">As it would be.</param>
/// <param name="LastName">As it would be.</param>
/// <param name="Email">In normal form.</param>
/// <param name="Phone">In E.164.</param>
/// <param name="CustomerId">As it stands there.</param>
/// <param name="Tags">Beside the tag that everybody gets.</param>
/// <param name="Fields">Custom fields by their keys.</param>
/// <param name="Consents">Where they would stand on channels, unless they have unsubscribed before.</param>
public sealed record ImportPreviewRow(
    long Row, Placement Outcome, string? Reason, string? ContactId, string? FirstName, string? LastName, string? Email, string? Phone, string? CustomerId,
    IReadOnlyList<string> Tags, RawJson Fields, IReadOnlyList<ImportPreviewConsent> Consents);

/// <summary>A consent that a row says.</summary>
/// <param name="Channel">On which channel.</param>
/// <param name="Status">What it would be.</param>
public sealed record ImportPreviewConsent(Channel Channel, ConsentStatus Status);
