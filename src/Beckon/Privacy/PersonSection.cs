namespace Beckon.Privacy;

/// <summary>A part of the document about a person: a statement whose rows are JSON. Its parameters are the workspace and the contact's ids.</summary>
public sealed record PersonSection(string Name, string Sql);
