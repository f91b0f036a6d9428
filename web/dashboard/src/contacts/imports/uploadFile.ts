import { ApiError, readProblem } from '../../api/ApiError'

/** Uploads a CSV file as it is and answers the id of its import; `onShare` hears how much has gone, from 0 to 1. */
export function uploadFile(file: File, onShare: (share: number) => void): Promise<string> {
  return new Promise((resolve, reject) => {
    // fetch does not tell how much of a body has gone.
    const request = new XMLHttpRequest()
    request.open('POST', `/api/contacts/imports?fileName=${encodeURIComponent(file.name)}`)
    request.setRequestHeader('Content-Type', 'text/csv')
    request.responseType = 'json'
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) onShare(event.loaded / event.total)
    }
    request.onerror = () => reject(new ApiError(readProblem(0, null)))
    request.onload = () => {
      const answer: unknown = request.response
      if (request.status === 201 && typeof answer === 'object' && answer !== null && 'id' in answer)
        resolve(String(answer.id))
      else reject(new ApiError(readProblem(request.status, answer)))
    }
    request.send(file)
  })
}
