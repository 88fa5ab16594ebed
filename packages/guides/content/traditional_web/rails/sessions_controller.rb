class SessionsController < ApplicationController
  def create
    auth = request.env['omniauth.auth']
    reset_session
    session[:user] = { 'sub' => auth.uid, 'name' => auth.info.name, 'email' => auth.info.email }
    redirect_to root_path
  end

  def failure
    redirect_to root_path, alert: 'Sign-in failed.'
  end

  def destroy
    reset_session
    redirect_to root_path
  end
end
